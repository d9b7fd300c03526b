package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Knows furniture of one page by the elements around it. */
final class Scopes {
  /** An element with more of the page's prose than this holds the page, whatever it is called. */
  private static final double TOO_MUCH_FOR_FURNITURE = 0.3;

  /** What a figure may show instead of a picture; then its words are article. */
  private static final Set<String> QUOTED = Set.of("table", "blockquote", "pre", "ul", "ol");

  /**
   * What an element and those around it make of a block in it.
   *
   * @param seen as the block is
   * @param quoted if there is a table or a quotation between
   */
  private record Scope(@Nullable Reason seen, @Nullable Reason quoted) {
    static final Scope NONE = new Scope(null, null);
  }

  private final Map<Container, Scope> scopes = new IdentityHashMap<>();

  Scopes(Prose prose, ScopeWords words) {
    double most = Math.floor(prose.total() * TOO_MUCH_FOR_FURNITURE);
    for (Container c : prose.outermostFirst()) {
      Reason own = prose.of(c) > most ? null : words.reason(c);
      Scope around = scopes.getOrDefault(c.parent(), Scope.NONE);
      Reason quoted = own == null || own == Reason.CAPTION ? around.quoted : own;
      Reason seen = own == null ? around.seen : own;
      scopes.put(c, new Scope(QUOTED.contains(c.tag()) ? quoted : seen, quoted));
    }
  }

  /** What kind of furniture the elements around the block make it, or null. */
  @Nullable Reason around(Block block) {
    return scopes.getOrDefault(block.container(), Scope.NONE).seen;
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the story below the headline from others on the page: an element beside the one that holds
 * the headline, with the same tag and names, holds another story. All within it are told the same.
 */
final class Stories {
  private static final int UNKNOWN = 0;
  private static final int HOLDS_HEADLINE = 1;
  private static final int BESIDE = 2;
  private static final int OTHER_NAMELESS = 3;
  private static final int OTHER = 4;

  private final Map<Container, Integer> told = new IdentityHashMap<>();
  private final int headline;

  Stories(Looks looks, Elements elements) {
    this.headline = headline(looks);
    if (headline >= 0) {
      tell(looks.block(headline).container(), elements);
    }
  }

  /** The first title that repeats what the page calls its headline, else any such block. */
  private static int headline(Looks looks) {
    int found = -1;
    for (int i = 0; i < looks.count; i++) {
      if (looks.page.verdicts().get(i).reason() == Reason.HEADLINE) {
        if (looks.tags[i] == Tags.TITLE) {
          return i;
        }
        found = found < 0 ? i : found;
      }
    }
    return found;
  }

  private void tell(@Nullable Container headed, Elements elements) {
    Map<Container, Container> towardsHeadline = new IdentityHashMap<>();
    Container inner = null;
    for (Container c = headed; c != null; c = c.parent()) {
      towardsHeadline.put(c, inner == null ? c : inner);
      inner = c;
    }
    for (Container c : elements.outermostFirst()) {
      Container parent = c.parent();
      if (towardsHeadline.containsKey(c)) {
        told.put(c, HOLDS_HEADLINE);
      } else if (parent != null && towardsHeadline.containsKey(parent)) {
        Container other = Objects.requireNonNull(towardsHeadline.get(parent));
        boolean alike =
            other != parent && other.tag().equals(c.tag()) && other.names().equals(c.names());
        told.put(c, alike ? (c.names().isBlank() ? OTHER_NAMELESS : OTHER) : BESIDE);
      } else {
        told.put(c, told.getOrDefault(parent, UNKNOWN));
      }
    }
  }

  /** Index of the block that is the headline, -1 where none is known. */
  int headlineBlock() {
    return headline;
  }

  int of(@Nullable Container element) {
    return element == null ? UNKNOWN : told.getOrDefault(element, UNKNOWN);
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import dev.copydesk.annotator.page.Page;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which blocks of a page are the article. Immutable; safe for use by many threads.
 *
 * <ol>
 *   <li>Every block is looked at by itself ({@link Features}).
 *   <li>The stretch of the page that is the article is found ({@link BodyFinder}); all outside
 *       goes.
 *   <li>Inside, a block goes only if something says it is furniture: its words, the elements around
 *       it, the headline it repeats, or that it is nothing but links. When unsure it stays.
 * </ol>
 */
public final class Cleaner {
  /** An element with more of the page's prose than this holds the page, whatever it is called. */
  private static final double TOO_MUCH_FOR_FURNITURE = 0.3;

  /** What a figure may show instead of a picture; then its words are article. */
  private static final Set<String> QUOTED = Set.of("table", "blockquote", "pre", "ul", "ol");

  private final Furniture vocabulary = new Furniture();

  /** One verdict for each block of the page. */
  public CleanCopy clean(Page page) {
    return switch (page) {
      case Page.Item item -> keepAll(item.blocks());
      case Page.Text text -> sift(text.blocks(), Titles.of(text.blocks()), "");
      case Page.Html html ->
          sift(html.blocks(), Titles.of(html.document()), Titles.articleBody(html.linkedData()));
    };
  }

  private static CleanCopy keepAll(List<Block> blocks) {
    return new CleanCopy(blocks.stream().map(block -> new Verdict(block, null)).toList());
  }

  private CleanCopy sift(List<Block> blocks, Titles titles, String declaredBody) {
    List<Features> features = look(blocks);
    boolean[] vouched = vouched(blocks, declaredBody);
    BodyFinder.Span body = BodyFinder.find(blocks, features, vouched);
    List<Verdict> verdicts = new ArrayList<>(blocks.size());
    boolean begun = false;
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      Features seen = features.get(i);
      boolean inside = i >= body.from() && i < body.to();
      Reason reason = titles.reason(block, begun);
      if (reason == null && !vouched[i]) {
        reason = inside ? furniture(block, seen) : outside(seen);
      }
      if (reason == Reason.DATE && inside && begun && Dateline.isBareDate(block.text())) {
        reason = null; // it heads the next story of a post
      }
      begun |= inside && reason == null && seen.isProse();
      verdicts.add(new Verdict(block, reason));
    }
    return new CleanCopy(titles.headlines().isEmpty() ? withHeadline(verdicts) : verdicts);
  }

  /** The nearest line above the article that could be a headline is taken for it. */
  private static List<Verdict> withHeadline(List<Verdict> verdicts) {
    int nearest = -1;
    for (int i = 0; i < verdicts.size() && !verdicts.get(i).isKept(); i++) {
      Verdict verdict = verdicts.get(i);
      int length = verdict.block().text().length();
      boolean sentence = verdict.block().text().endsWith(".");
      boolean fits = length >= 20 && length <= 250 && !sentence;
      nearest = verdict.reason() == Reason.OTHER && fits ? i : nearest;
    }
    if (nearest >= 0) {
      verdicts.set(nearest, new Verdict(verdicts.get(nearest).block(), Reason.HEADLINE));
    }
    return verdicts;
  }

  private static Reason outside(Features seen) {
    if (seen.furniture() != null) {
      return seen.furniture();
    }
    return seen.scope() != null ? seen.scope() : Reason.OTHER;
  }

  private static @Nullable Reason furniture(Block block, Features seen) {
    if (seen.furniture() != null) {
      return seen.furniture();
    }
    if (seen.scope() != null) {
      return seen.scope();
    }
    boolean allLinks = block.linkDensity() > 0.8 && !seen.endsSentence();
    return allLinks && !block.isHeading() ? Reason.RELATED : null;
  }

  private List<Features> look(List<Block> blocks) {
    Map<Container, int[]> words = new IdentityHashMap<>();
    int all = 0;
    for (Block block : blocks) {
      Features alone = Features.of(block, vocabulary, null);
      int held = alone.isProse() && block.linkDensity() < 0.5 ? alone.words() : 0;
      all += held;
      for (Container c = block.container(); c != null; c = c.parent()) {
        words.computeIfAbsent(c, unused -> new int[1])[0] += held;
      }
    }
    Scopes scopes = new Scopes();
    Map<Container, Reason> inherited = new IdentityHashMap<>();
    int most = (int) (all * TOO_MUCH_FOR_FURNITURE);
    List<Features> features = new ArrayList<>(blocks.size());
    for (Block block : blocks) {
      Reason scope = null;
      boolean quoted = false;
      for (Container c = block.container(); c != null && scope == null; c = c.parent()) {
        quoted |= QUOTED.contains(c.tag());
        Reason known = inherited.get(c);
        int[] inside = words.get(c);
        scope = known != null || inside == null || inside[0] > most ? known : scopes.of(c);
        scope = quoted && scope == Reason.CAPTION ? null : scope;
      }
      if (scope != null && block.container() != null) {
        inherited.put(block.container(), scope);
      }
      features.add(Features.of(block, vocabulary, scope));
    }
    return features;
  }

  /** Blocks that the page's own JSON-LD gives as article body. */
  private static boolean[] vouched(List<Block> blocks, String declaredBody) {
    boolean[] vouched = new boolean[blocks.size()];
    if (declaredBody.isEmpty()) {
      return vouched;
    }
    for (int i = 0; i < vouched.length; i++) {
      String said = Titles.squeeze(blocks.get(i).text());
      vouched[i] =
          said.length() >= 30
              && declaredBody.contains(said.substring(0, Math.min(60, said.length())));
    }
    return vouched;
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the article begins and ends.
 *
 * <p>In a tree: from the root down, as long as one child holds nearly all the prose of its parent;
 * an element that calls itself article body is believed, and so is the article element around the
 * headline. Then, in the tree's part and in plain text alike, the run of blocks with the greatest
 * sum of scores (Kadane's maximum sub-array; for web pages Pasternack and Roth, "Extracting article
 * text from the web with maximum subsequence segmentation", 2009).
 */
final class BodyFinder {
  /** A child with this share of its parent's prose is the place to look. */
  private static final double NEARLY_ALL = 0.65;

  /** An element named article body must hold this share of the page's prose to be believed. */
  private static final double BELIEVABLE = 0.3;

  /** The article element around the headline must hold so many words, and this share of all. */
  private static final double LEAST_STORY = 100;

  private static final double LEAST_SHARE = 0.1;

  /** What prose is worth behind the head of a comment section: readers may outwrite the article. */
  private static final double AFTER_COMMENTS = 0.25;

  /** List items and cells without links: more likely than not the article's. */
  private static final double LISTED = 0.5;

  /** Another run with this share of the best one's weight belongs to the article as well. */
  private static final double SOME_WEIGHT = 0.1;

  /** A block with this score is prose. */
  private static final double COUNTS = 4;

  private static final int MOST_OTHERS = 8;

  /** Blocks from {@code from} to before {@code to}. */
  record Span(int from, int to) {}

  /** A stretch and the sum of its scores. */
  private record Run(Span span, double weight) {}

  private BodyFinder() {}

  /**
   * @param headline index of the heading that repeats the page's title, -1 for none
   */
  static Span find(List<Block> blocks, List<Features> features, boolean[] vouched, int headline) {
    Container around = headline < 0 ? null : blocks.get(headline).container();
    Span part = subtree(blocks, features, vouched, articleAround(around));
    double[] scores = scores(part, blocks, features, vouched);
    Run best = heaviest(scores, part);
    if (best.weight <= 0) {
      return part;
    }
    boolean inTree = blocks.get(best.span.from()).container() != null;
    return inTree ? withOthers(best, scores, part, blocks) : best.span;
  }

  private static double[] scores(
      Span part, List<Block> blocks, List<Features> features, boolean[] vouched) {
    double[] scores = new double[blocks.size()];
    double worth = 1;
    boolean begun = false;
    for (int i = part.from(); i < part.to(); i++) {
      boolean inRun = i > part.from() && goesOn(features.get(i - 1), features.get(i));
      scores[i] = worth * score(blocks.get(i), features.get(i), vouched[i], inRun);
      begun |= scores[i] > 0;
      if (begun && features.get(i).furniture() == Reason.COMMENTS) {
        worth = AFTER_COMMENTS;
      }
    }
    return scores;
  }

  private static Run heaviest(double[] scores, Span within) {
    Run best = new Run(new Span(within.from(), within.from()), 0);
    double sum = 0;
    int start = within.from();
    for (int i = within.from(); i < within.to(); i++) {
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      sum += scores[i];
      if (sum > best.weight) {
        best = new Run(new Span(start, i + 1), sum);
      }
    }
    return best;
  }

  /**
   * A long table or list of links may part an article in two. So another run of some weight belongs
   * to it if it stands in the same element.
   */
  private static Span withOthers(Run best, double[] scores, Span part, List<Block> blocks) {
    Set<Container> holders = holders(best.span, scores, blocks);
    Span run = best.span;
    for (int i = 0; i < MOST_OTHERS; i++) {
      Run above = heaviest(scores, new Span(part.from(), run.from()));
      Run below = heaviest(scores, new Span(run.to(), part.to()));
      Run other = above.weight >= below.weight ? above : below;
      if (other.weight < SOME_WEIGHT * best.weight
          || Collections.disjoint(holders, holders(other.span, scores, blocks))) {
        break;
      }
      run = new Span(Math.min(run.from(), other.span.from()), Math.max(run.to(), other.span.to()));
    }
    return run;
  }

  /** The elements that hold the blocks of a run that count for the article. */
  private static Set<Container> holders(Span run, double[] scores, List<Block> blocks) {
    Set<Container> holders = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = run.from(); i < run.to(); i++) {
      Container around = blocks.get(i).container();
      if (scores[i] >= COUNTS && around != null && around.parent() != null) {
        holders.add(around.parent());
      }
    }
    return holders;
  }

  /**
   * Words of prose count for the article; every other block costs about a sub-heading's worth. A
   * run of furniture in plain text costs about as much as one piece of it, for it goes anyway; what
   * stands below "related" or "comments" may not be known by its words.
   */
  private static double score(Block block, Features seen, boolean vouched, boolean inRun) {
    boolean inTree = block.container() != null;
    if (vouched) {
      return 2.0 * Math.min(60, seen.words());
    }
    if (seen.furniture() == Reason.COMMENTS) {
      return -60;
    }
    if (seen.furniture() != null || (inTree && seen.scope() != null)) {
      return inTree ? -2 : inRun ? -1 : -10;
    }
    if (seen.isProse() && block.linkDensity() < 0.5) {
      return Math.min(60, seen.words()) * (seen.stopWords() >= 0.2 ? 1 : 0.5);
    }
    if (inTree) {
      boolean listed = block.tag().equals("li") || block.tag().equals("td");
      return block.linkDensity() > 0.5 ? -4 : listed ? LISTED : -1;
    }
    return seen.endsSentence() && seen.words() >= 3 ? 2 : -6;
  }

  private static boolean goesOn(Features before, Features seen) {
    return before.furniture() != null
        && seen.furniture() != Reason.RELATED
        && seen.furniture() != Reason.NAVIGATION;
  }

  /** The innermost article element around another, or null. */
  private static @Nullable Container articleAround(@Nullable Container inner) {
    Container c = inner;
    while (c != null && !c.tag().equals("article")) {
      c = c.parent();
    }
    return c;
  }

  private static Span subtree(
      List<Block> blocks,
      List<Features> features,
      boolean[] vouched,
      @Nullable Container headlined) {
    Prose prose =
        new Prose(
            blocks,
            i -> {
              Features seen = features.get(i);
              boolean counts = vouched[i] || (seen.scope() == null && seen.isProse());
              return counts && blocks.get(i).linkDensity() < 0.5
                  ? seen.words() * (vouched[i] ? 3 : 1)
                  : 0;
            });
    List<Container> containers = prose.outermostFirst();
    return containers.isEmpty() || prose.total() == 0
        ? new Span(0, blocks.size())
        : range(blocks, descend(containers, prose, headlined));
  }

  private static Container descend(
      List<Container> containers, Prose prose, @Nullable Container headlined) {
    Map<Container, Container> heaviest = new IdentityHashMap<>();
    Container story = headlined == null ? dominant(containers, prose) : headlined;
    Container named = null;
    for (Container c : containers) {
      double weight = prose.of(c);
      if (weight > 0 && c.parent() != null) {
        heaviest.merge(c.parent(), c, (a, b) -> prose.of(a) >= prose.of(b) ? a : b);
      }
      boolean holdsStory =
          c == story && weight >= Math.max(LEAST_STORY, LEAST_SHARE * prose.total());
      boolean believable = weight >= BELIEVABLE * prose.total();
      if ((holdsStory || (believable && c.names().contains(" articlebody ")))
          && (named == null || isWithin(c, named) || weight > prose.of(named))) {
        named = c;
      }
    }
    Container at = named == null ? containers.getFirst() : named;
    while (true) {
      Container child = heaviest.get(at);
      if (child == null || isLeaf(child) || prose.of(child) < NEARLY_ALL * prose.of(at)) {
        return at;
      }
      at = child;
    }
  }

  /** The article element that holds more than twice what any other beside it does, or null. */
  private static @Nullable Container dominant(List<Container> outermostFirst, Prose prose) {
    Container most = null;
    double second = 0;
    for (Container c : outermostFirst) {
      if (!c.tag().equals("article") || (most != null && isWithin(c, most))) {
        continue;
      }
      double weight = prose.of(c);
      if (most == null || weight > prose.of(most)) {
        second = most == null ? 0 : prose.of(most);
        most = c;
      } else {
        second = Math.max(second, weight);
      }
    }
    return most != null && prose.of(most) > 2 * second ? most : null;
  }

  private static boolean isLeaf(Container c) {
    return switch (c.tag()) {
      case "p", "li", "blockquote", "ul", "ol" -> true;
      default -> false;
    };
  }

  private static Span range(List<Block> blocks, Container body) {
    int from = -1;
    int to = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (isWithin(blocks.get(i).container(), body)) {
        from = from < 0 ? i : from;
        to = i + 1;
      }
    }
    return new Span(Math.max(0, from), to);
  }

  private static boolean isWithin(@Nullable Container inner, Container outer) {
    Container c = inner;
    while (c != null && c.depth() > outer.depth()) {
      c = c.parent();
    }
    return c == outer;
  }
}

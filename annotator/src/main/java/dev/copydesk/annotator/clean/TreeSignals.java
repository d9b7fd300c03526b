package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The elements around the block: what they are called, what else they hold, which story is it. */
final class TreeSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of(
          "nameOdds",
          "nameOddsNear",
          "nameOddsLeast",
          "nameOddsMost",
          "depth",
          "ownProse",
          "parentProse",
          "grandProse",
          "parentLinks",
          "grandLinks",
          "parentBlocks",
          "parentProseBlocks",
          "stepsToHalf",
          "stepsToKept",
          "apartBefore",
          "apartAfter",
          "likeMain",
          "inMain",
          "articles",
          "otherStory");

  private static final double HALF = 0.5;
  private static final int NEAR_LEVELS = 3;
  private static final int MOST_LEVELS = 8;
  private static final int MOST_STEPS = 12;
  private static final int MOST_LEVELS_OF_ARTICLES = 24;

  private final Looks looks;
  private final Distances prose;
  private final Elements elements;
  private final Stories stories;

  /** The element of most prose. */
  private final @Nullable Container main;

  TreeSignals(Looks looks, Distances prose, Elements elements, Stories stories) {
    this.looks = looks;
    this.prose = prose;
    this.elements = elements;
    this.stories = stories;
    this.main = main(looks);
  }

  /** Of the elements around the blocks' own, the one whose blocks hold most prose. */
  private static @Nullable Container main(Looks looks) {
    Map<Container, double[]> sums = new IdentityHashMap<>();
    Map<Container, Container> firsts = new IdentityHashMap<>();
    Container best = null;
    double most = 0;
    for (int i = 0; i < looks.count; i++) {
      Container around = looks.block(i).container();
      if (around == null || around.parent() == null || !looks.prose[i]) {
        continue;
      }
      double[] sum = sums.computeIfAbsent(around.parent(), _ -> new double[1]);
      firsts.putIfAbsent(around.parent(), around);
      sum[0] += looks.features(i).words();
      if (sum[0] > most) {
        most = sum[0];
        best = firsts.get(around.parent());
      }
    }
    return best;
  }

  @Override
  public void fill(int i, Row row) {
    Container around = looks.block(i).container();
    Container parent = around == null ? null : around.parent();
    Container grand = parent == null ? null : parent.parent();
    names(around, row);
    row.add(around == null ? 0 : around.depth());
    row.add(proseShare(around));
    row.add(proseShare(parent));
    row.add(proseShare(grand));
    row.add(elements.of(parent).linkShare());
    row.add(elements.of(grand).linkShare());
    row.log(elements.of(parent).blocks());
    row.add(elements.of(parent).proseBlockShare());
    row.add(steps(around, HALF * looks.allProse(), false));
    row.add(steps(around, HALF * elements.all().kept(), true));
    row.add(apart(around, prose.last(i)));
    row.add(apart(around, prose.next(i)));
    row.add(around != null && main != null && around.names().equals(main.names()));
    row.add(around != null && main != null && (around == main || around.parent() == main.parent()));
    row.add(articles(around));
    row.add(stories.of(around));
  }

  private void names(@Nullable Container around, Row row) {
    float own = 0;
    float near = 0;
    float least = 0;
    float most = 0;
    int level = 0;
    for (Container c = around; c != null && level < MOST_LEVELS; c = c.parent()) {
      float odds = elements.of(c).nameOdds();
      own = level == 0 ? odds : own;
      near += level < NEAR_LEVELS ? odds : 0;
      least = Math.min(least, odds);
      most = Math.max(most, odds);
      level++;
    }
    row.add(own);
    row.add(near);
    row.add(least);
    row.add(most);
  }

  private double proseShare(@Nullable Container c) {
    return elements.of(c).prose() / Math.max(1, looks.allProse());
  }

  /** How far up the element is that holds so many words. */
  private int steps(@Nullable Container from, double needed, boolean kept) {
    int steps = 0;
    for (Container c = from; c != null && steps < MOST_STEPS; c = c.parent()) {
      Elements.Held held = elements.of(c);
      if ((kept ? held.kept() : held.prose()) >= needed) {
        return steps;
      }
      steps++;
    }
    return steps;
  }

  /** Steps in the tree to another block, as far as they count; -1 where there is none. */
  private int apart(@Nullable Container from, int other) {
    if (other < 0) {
      return -1;
    }
    Container a = from;
    Container b = looks.block(other).container();
    int steps = 0;
    while (a != b && a != null && b != null && steps < MOST_STEPS) {
      if (a.depth() >= b.depth()) {
        a = a.parent();
      } else {
        b = b.parent();
      }
      steps++;
    }
    return steps;
  }

  private static int articles(@Nullable Container from) {
    int articles = 0;
    int steps = 0;
    for (Container c = from; c != null && steps < MOST_LEVELS_OF_ARTICLES; c = c.parent()) {
      articles += c.tag().equals("article") ? 1 : c.tag().equals("main") ? 4 : 0;
      steps++;
    }
    return articles;
  }
}

package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@link BlockModel} looks at: each block by itself, what the rules make of it, its place on
 * the page and in the tree, its neighbours and, at a second look, what the first made of them all.
 * All are computed in time linear in the page.
 */
final class BlockSignals {
  /** Names of the signals at the first look, in the order of a row. */
  static final List<String> FIRST_NAMES =
      names(
          OwnSignals.NAMES,
          PlaceSignals.NAMES,
          TreeSignals.NAMES,
          HeadingSignals.NAMES,
          EndSignals.NAMES,
          NeighbourSignals.NAMES);

  /** Those of the second look: the first and more. */
  static final List<String> NAMES = names(FIRST_NAMES, GuessSignals.NAMES);

  private final Looks looks;
  private final List<SignalGroup> groups;
  private final List<String> names;

  private BlockSignals(Looks looks, List<SignalGroup> groups, List<String> names) {
    this.looks = looks;
    this.groups = groups;
    this.names = names;
  }

  static BlockSignals firstLook(Ruled page, WordOdds words, WordOdds elementNames) {
    Looks looks = new Looks(page, words);
    Elements elements = new Elements(looks, elementNames);
    Stories stories = new Stories(looks, elements);
    Distances prose = Distances.to(looks.count, i -> looks.prose[i]);
    List<SignalGroup> groups =
        List.of(
            new OwnSignals(looks),
            new PlaceSignals(looks, prose),
            new TreeSignals(looks, prose, elements, stories),
            new HeadingSignals(looks, stories.headlineBlock()),
            new EndSignals(looks),
            new NeighbourSignals(looks));
    return new BlockSignals(looks, groups, FIRST_NAMES);
  }

  /**
   * These and what a first model made of the page.
   *
   * @param likely of each block, 0 to 1
   */
  BlockSignals secondLook(double[] likely) {
    List<SignalGroup> more = new ArrayList<>(groups);
    more.add(new GuessSignals(looks, likely));
    return new BlockSignals(looks, more, NAMES);
  }

  @SafeVarargs
  private static List<String> names(List<String>... groups) {
    return Stream.of(groups).flatMap(List::stream).toList();
  }

  /** What the signals are called, in the order of a row. */
  List<String> names() {
    return names;
  }

  /** The signals of a block. */
  float[] of(int i) {
    float[] values = new float[names.size()];
    fill(i, values);
    return values;
  }

  /** How likely trees hold each block for article, 0 to 1. */
  double[] likely(Trees trees) {
    double[] likely = new double[looks.count];
    float[] values = new float[names.size()];
    for (int i = 0; i < likely.length; i++) {
      fill(i, values);
      likely[i] = 1 / (1 + Math.exp(-trees.score(values)));
    }
    return likely;
  }

  private void fill(int i, float[] values) {
    Row row = new Row(values);
    for (SignalGroup group : groups) {
      group.fill(i, row);
    }
    row.checkFull();
  }
}

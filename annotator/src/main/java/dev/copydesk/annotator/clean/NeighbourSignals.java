package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import java.util.List;
import java.util.stream.Stream;

/** What the two blocks before and the two after are. */
final class NeighbourSignals implements SignalGroup {
  private static final int[] STEPS = {-2, -1, 1, 2};
  static final List<String> NAMES =
      Stream.of("-2", "-1", "+1", "+2")
          .flatMap(
              where ->
                  Stream.of(
                          "words",
                          "linkDensity",
                          "endsSentence",
                          "furniture",
                          "ruleKeeps",
                          "wordOdds",
                          "scope",
                          "tag",
                          "sameParent")
                      .map(what -> what + where))
          .toList();

  private final Looks looks;

  NeighbourSignals(Looks looks) {
    this.looks = looks;
  }

  @Override
  public void fill(int i, Row row) {
    for (int step : STEPS) {
      fill(i, i + step, row);
    }
  }

  private void fill(int i, int j, Row row) {
    boolean there = j >= 0 && j < looks.count;
    row.add(there ? looks.words[j] : -1);
    row.add(there ? looks.links[j] : -1);
    row.add(there && looks.features(j).endsSentence());
    row.add(there ? looks.furniture[j] : -1);
    row.add(there ? looks.ruleKeeps[j] : -1);
    row.add(there ? looks.heard[j].sum() : 0);
    row.add(there ? looks.scope[j] : -1);
    row.add(there ? looks.tags[j] : -1);
    row.add(there && sameParent(looks.block(i), looks.block(j)));
  }

  private static boolean sameParent(Block one, Block other) {
    Container a = one.container();
    Container b = other.container();
    return a != null && b != null && (a == b || (a.parent() == b.parent() && a.parent() != null));
  }
}

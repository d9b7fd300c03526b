package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a first model makes of the block and of those around it: before and after it, in the same
 * element, below the same heading, of the same kind (Cohen and Carvalho, "Stacked sequential
 * learning", 2005). A page is consistent, and a block by itself does not know.
 */
final class GuessSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of(
          "guess",
          "guess-3",
          "guess-2",
          "guess-1",
          "guess+1",
          "guess+2",
          "guess+3",
          "guessNear",
          "guessOfElement",
          "guessOfParent",
          "guessOfGrand",
          "guessOfSection",
          "guessOfKind",
          "kind",
          "guessedBefore",
          "guessedAfter",
          "guessedShareBefore",
          "guessedSince",
          "guessedAhead",
          "guessedProseSince",
          "guessedProseAhead");

  private static final int[] STEPS = {-3, -2, -1, 1, 2, 3};
  private static final int NEAR = 6;
  private static final double LIKELY = 0.5;

  /** A mean over blocks, weighted by their words. */
  private static final class Mean {
    private double sum;
    private double weight;
    private int blocks;

    void add(double value, double words) {
      sum += value * words;
      weight += words;
      blocks++;
    }

    double value() {
      return weight == 0 ? 0 : sum / weight;
    }
  }

  private final Looks looks;
  private final double[] likely;
  private final double[] expectedBefore;
  private final double[] wordsBefore;
  private final Distances kept;
  private final Distances keptProse;
  private final Mean[] sections;
  private final Mean[] kinds;
  private final Map<Container, Mean> elements = new IdentityHashMap<>();

  /**
   * @param likely what the first model says of each block, 0 to 1
   */
  GuessSignals(Looks looks, double[] likely) {
    this.looks = looks;
    this.likely = likely;
    int count = looks.count;
    expectedBefore = new double[count + 1];
    wordsBefore = new double[count + 1];
    sections = new Mean[count];
    kinds = new Mean[count];
    kept = Distances.to(count, i -> likely[i] >= LIKELY);
    keptProse = Distances.to(count, i -> likely[i] >= LIKELY && looks.prose[i]);
    Map<String, Mean> byKind = new HashMap<>();
    Mean section = new Mean();
    for (int i = 0; i < count; i++) {
      double words = looks.features(i).words();
      expectedBefore[i + 1] = expectedBefore[i] + likely[i] * words;
      wordsBefore[i + 1] = wordsBefore[i] + words;
      section = looks.block(i).isHeading() ? new Mean() : section;
      section.add(likely[i], words);
      sections[i] = section;
      kinds[i] = byKind.computeIfAbsent(kind(i), _ -> new Mean());
      kinds[i].add(likely[i], words);
      Container c = looks.block(i).container();
      for (int level = 0; c != null && level < 3; level++, c = c.parent()) {
        elements.computeIfAbsent(c, _ -> new Mean()).add(likely[i], words);
      }
    }
  }

  /** Blocks of the same element names, two levels up, are most often of one kind. */
  private String kind(int i) {
    Container c = looks.block(i).container();
    if (c == null) {
      return looks.page.features().get(i).endsSentence() ? "sentence" : "line";
    }
    Container parent = c.parent();
    return c.tag() + c.names() + (parent == null ? "" : parent.tag() + parent.names());
  }

  @Override
  public void fill(int i, Row row) {
    row.add(likely[i]);
    for (int step : STEPS) {
      int j = i + step;
      row.add(j >= 0 && j < looks.count ? likely[j] : -1);
    }
    int from = Math.max(0, i - NEAR);
    int to = Math.min(looks.count, i + NEAR + 1);
    double words = wordsBefore[to] - wordsBefore[from];
    row.add((expectedBefore[to] - expectedBefore[from]) / Math.max(1, words));
    Container around = looks.block(i).container();
    Container parent = around == null ? null : around.parent();
    row.add(mean(around));
    row.add(mean(parent));
    row.add(mean(parent == null ? null : parent.parent()));
    row.add(sections[i].value());
    row.add(kinds[i].value());
    row.log(kinds[i].blocks);
    double all = expectedBefore[looks.count];
    row.log(expectedBefore[i]);
    row.log(Math.max(0, all - expectedBefore[i + 1]));
    row.add(expectedBefore[i] / Math.max(1, all));
    row.log(kept.since(i));
    row.log(kept.ahead(i));
    row.log(keptProse.since(i));
    row.log(keptProse.ahead(i));
  }

  private double mean(@Nullable Container element) {
    Mean mean = element == null ? null : elements.get(element);
    return mean == null ? -1 : mean.value();
  }
}

package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Teaches models from pages. The trees of the second look must see guesses as good as they will be
 * on pages nobody taught: so they are taught with those of first trees that were taught without the
 * page's own fold.
 */
final class Teacher {
  private static final int TREES = 120;
  private static final int DEPTH = 5;
  private static final int SECOND_TREES = 80;
  private static final int SECOND_DEPTH = 4;

  private final List<TrainingPage> all;

  /** By the folds left out: the same are asked for again and again. */
  private final Map<Set<Integer>, First> taught = new HashMap<>();

  /** Odds and first trees, and what the pages' signals are with them. */
  private record First(
      List<TrainingPage> pages,
      List<BlockSignals> signals,
      WordOdds words,
      WordOdds names,
      Trees trees) {

    double[] likely(TrainingPage page) {
      return BlockSignals.firstLook(page.ruled(), words, names).likely(trees);
    }
  }

  Teacher(List<TrainingPage> pages) {
    this.all = pages.stream().filter(TrainingPage::isSound).toList();
  }

  /** A model that knows nothing of some folds. */
  BlockModel teachWithout(Set<Integer> folds) {
    First first = first(folds);
    List<BlockSignals> second = new ArrayList<>();
    for (int p = 0; p < first.pages.size(); p++) {
      TrainingPage page = first.pages.get(p);
      Set<Integer> without = new TreeSet<>(folds);
      without.add(page.fold());
      second.add(first.signals.get(p).secondLook(first(without).likely(page)));
    }
    Trees trees = fit(first.pages, second, SECOND_TREES, SECOND_DEPTH);
    return new BlockModel(first.words, first.names, first.trees, trees);
  }

  private First first(Set<Integer> without) {
    First known = taught.get(without);
    if (known == null) {
      known = teachFirst(all.stream().filter(page -> !without.contains(page.fold())).toList());
      taught.put(without, known);
    }
    return known;
  }

  private static First teachFirst(List<TrainingPage> pages) {
    OddsCounts words = new OddsCounts();
    OddsCounts names = new OddsCounts();
    List<Map<String, int[]>> wordsOf = new ArrayList<>();
    List<Map<String, int[]>> namesOf = new ArrayList<>();
    for (TrainingPage page : pages) {
      wordsOf.add(OddsCounts.words(page));
      namesOf.add(OddsCounts.names(page));
      words.add(wordsOf.getLast());
      names.add(namesOf.getLast());
    }
    List<BlockSignals> signals = new ArrayList<>();
    for (int p = 0; p < pages.size(); p++) {
      signals.add(
          BlockSignals.firstLook(
              pages.get(p).ruled(),
              words.oddsWithout(wordsOf.get(p)),
              names.oddsWithout(namesOf.get(p))));
    }
    Trees trees = fit(pages, signals, TREES, DEPTH);
    return new First(pages, signals, words.odds(), names.odds(), trees);
  }

  private static Trees fit(
      List<TrainingPage> pages, List<BlockSignals> signals, int trees, int depth) {
    int count = pages.stream().mapToInt(TrainingPage::count).sum();
    float[][] rows = new float[count][];
    float[] weights = new float[count];
    boolean[] yes = new boolean[count];
    int row = 0;
    for (int p = 0; p < pages.size(); p++) {
      TrainingPage page = pages.get(p);
      float[] weighs = page.weights();
      for (int i = 0; i < page.count(); i++) {
        rows[row] = signals.get(p).of(i);
        weights[row] = weighs[i];
        yes[row++] = page.marks()[i];
      }
    }
    return new Boosting(rows, weights, yes, trees, depth).fit();
  }
}

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
  private final Lesson lesson;
  private final List<TrainingPage> all;

  /** How much the trees of each look learn, chosen by the folds. */
  record Lesson(Boosting.Size first, Boosting.Size second) {
    static final Lesson HTML =
        new Lesson(new Boosting.Size(160, 6, 0.07), new Boosting.Size(120, 5, 0.07));

    static final Lesson TEXT =
        new Lesson(new Boosting.Size(120, 5, 0.1), new Boosting.Size(80, 4, 0.1));
  }

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

  Teacher(List<TrainingPage> pages, Lesson lesson) {
    this.lesson = lesson;
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
    Trees trees = fit(first.pages, second, lesson.second());
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

  private First teachFirst(List<TrainingPage> pages) {
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
    Trees trees = fit(pages, signals, lesson.first());
    return new First(pages, signals, words.odds(), names.odds(), trees);
  }

  private static Trees fit(
      List<TrainingPage> pages, List<BlockSignals> signals, Boosting.Size size) {
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
    return new Boosting(rows, weights, yes, size).fit();
  }
}

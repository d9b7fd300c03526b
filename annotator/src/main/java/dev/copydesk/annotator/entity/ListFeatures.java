package dev.copydesk.annotator.entity;

import static dev.copydesk.annotator.entity.Features.pair;

/** What gazetteers, rules, the lexicon and classes of words say of a word and of those about it. */
final class ListFeatures {
  private static final int NEAR = 4;

  private final Surroundings about;
  private final Features features;

  ListFeatures(Surroundings about, Features features) {
    this.about = about;
    this.features = features;
  }

  /**
   * @param place whether the word opens a sentence, and of what sort
   */
  void add(int i, int place) {
    lists(i, 40);
    rules(i, 80);
    lexicon(i, place, 60);
    senses(i, 140);
    classes(i, 200);
    if (about.capital(i)) {
      lexiconOfRun(i, 70);
      sensesOfRun(i, 150);
      classesOfRun(i, 220);
    }
  }

  private void lists(int i, int template) {
    int own = about.known(i);
    int before = about.known(i - 1);
    int after = about.known(i + 1);
    features.add(template, own);
    features.add(template + 1, pair(before, own));
    features.add(template + 2, pair(own, after));
    features.add(template + 3, before);
    features.add(template + 4, after);
    features.add(template + 5, pair(own, about.shape(i)));
    for (int flags = own; flags != 0; flags &= flags - 1) {
      features.add(template + 6, Integer.numberOfTrailingZeros(flags));
    }
    features.add(template + 7, pair(pair(before, own), after));
  }

  private void rules(int i, int template) {
    int own = about.ruled(i);
    features.add(template, own);
    features.add(template + 1, pair(own, about.shape(i)));
    features.add(template + 2, pair(pair(about.ruled(i - 1), own), about.ruled(i + 1)));
    features.add(template + 3, pair(own, about.known(i)));
  }

  private void lexicon(int i, int place, int template) {
    int own = about.lexicon(i);
    int before = about.lexicon(i - 1);
    int after = about.lexicon(i + 1);
    features.add(template, own);
    features.add(template + 1, pair(own, place));
    features.add(template + 2, pair(before, own));
    features.add(template + 3, pair(own, after));
    features.add(template + 4, pair(pair(before, own), after));
    features.add(template + 5, pair(own, about.shape(i)));
    features.add(template + 6, pair(own, about.known(i)));
    for (int lists = own; lists != 0; lists &= lists - 1) {
      features.add(template + 7, Integer.numberOfTrailingZeros(lists));
    }
    features.add(template + 8, pair(own, about.lower(i - 1)));
    features.add(template + 9, pair(own, about.lower(i + 1)));
  }

  private void lexiconOfRun(int i, int template) {
    int from = about.runFrom();
    int to = about.runTo();
    features.add(template, pair(about.lexicon(from), about.lexicon(to - 1)));
    features.add(template + 1, pair(pair(about.lexicon(i), i - from), to - i));
  }

  /** What sort of things the words about it stand for. */
  private void senses(int i, int template) {
    int own = about.lexicon(i);
    int before = about.sense(i - 1);
    int after = about.sense(i + 1);
    features.add(template, about.sense(i));
    features.add(template + 1, before);
    features.add(template + 2, after);
    features.add(template + 3, pair(before, own));
    features.add(template + 4, pair(own, after));
    features.add(template + 5, pair(before, after));
    features.add(template + 6, pair(about.sense(i - 2), before));
    features.add(template + 7, pair(after, about.sense(i + 2)));
    for (int by = 1; by <= NEAR; by++) {
      features.add(template + 8, about.sense(i - by));
      features.add(template + 9, about.sense(i + by));
    }
  }

  private void sensesOfRun(int i, int template) {
    int from = about.runFrom();
    int to = about.runTo();
    int last = about.sense(to - 1);
    features.add(template, pair(about.sense(from - 1), about.sense(to)));
    features.add(template + 1, about.sense(from - 1));
    features.add(template + 2, about.sense(to));
    features.add(template + 3, pair(last, to - i));
    features.add(template + 4, pair(pair(last, about.lexicon(from)), to - from));
  }

  /** What the words of it and about it are like. */
  private void classes(int i, int template) {
    int shape = about.shape(i);
    int fine = about.fine(i);
    int middle = about.middle(i);
    int before = about.middle(i - 1);
    int after = about.middle(i + 1);
    features.add(template, pair(fine, shape));
    features.add(template + 1, pair(middle, shape));
    features.add(template + 2, pair(about.broad(i), shape));
    features.add(template + 3, about.fine(i - 1));
    features.add(template + 4, about.fine(i + 1));
    features.add(template + 5, before);
    features.add(template + 6, after);
    features.add(template + 7, about.fine(i - 2));
    features.add(template + 8, about.fine(i + 2));
    features.add(template + 9, pair(before, middle));
    features.add(template + 10, pair(middle, after));
    features.add(template + 11, pair(before, after));
    features.add(template + 12, pair(pair(about.broad(i - 1), about.broad(i)), about.broad(i + 1)));
    features.add(template + 13, pair(fine, about.lexicon(i)));
    features.add(template + 14, pair(fine, about.known(i)));
    features.add(template + 15, pair(middle, about.lower(i - 1)));
    features.add(template + 16, pair(middle, about.lower(i + 1)));
  }

  private void classesOfRun(int i, int template) {
    int from = about.runFrom();
    int to = about.runTo();
    int middle = about.middle(i);
    int before = about.middle(from - 1);
    int after = about.middle(to);
    features.add(template, pair(pair(about.middle(from), about.middle(to - 1)), i - from));
    features.add(template + 1, pair(about.fine(from), i - from));
    features.add(template + 2, pair(about.fine(to - 1), to - i));
    features.add(template + 3, pair(pair(middle, i - from), to - i));
    features.add(template + 4, pair(before, after));
    features.add(template + 5, about.fine(from - 1));
    features.add(template + 6, about.fine(to));
    features.add(template + 7, pair(pair(before, about.broad(i)), after));
    features.add(template + 8, pair(before, middle));
    features.add(template + 9, pair(middle, after));
  }
}

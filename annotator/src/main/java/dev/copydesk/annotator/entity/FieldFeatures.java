package dev.copydesk.annotator.entity;

import static dev.copydesk.annotator.entity.Features.pair;

import dev.copydesk.annotator.entity.ModelReading.Field;
import dev.copydesk.annotator.entity.Sentences.Sentence;

/** What the model sees of each word of one field. */
final class FieldFeatures {
  private static final int NEAR = 4;

  private final Field field;
  private final Words words;
  private final DocumentForms document;
  private final Features features;
  private final Surroundings about;
  private final ListFeatures lists;

  FieldFeatures(Field field, WordForm[] forms, DocumentForms document) {
    this.field = field;
    this.words = field.words();
    this.document = document;
    this.features = new Features(words.size());
    this.about = new Surroundings(field, forms);
    this.lists = new ListFeatures(about, features);
  }

  /** Features of the words in stretches; the others have none. */
  Features all() {
    int at = 0;
    int next = 0;
    int line = 0;
    for (Sentence stretch : field.stretches()) {
      for (; at < stretch.from(); at++) {
        features.next();
      }
      while (at >= about.to()) {
        about.enter(field.sentences().get(next++));
        line = about.isTitled() ? 2 : 1;
      }
      for (; at < stretch.to(); at++) {
        about.reach(at);
        one(at, line);
        features.next();
      }
    }
    for (; at < words.size(); at++) {
      features.next();
    }
    return features;
  }

  private void one(int i, int line) {
    int word = about.word(i);
    int shape = about.shape(i);
    int before = about.lower(i - 1);
    int after = about.lower(i + 1);
    int template = 1;
    features.add(template++, line);
    features.add(template++, word);
    features.add(template++, about.lower(i));
    features.add(template++, about.word(i - 1));
    features.add(template++, about.word(i + 1));
    features.add(template++, about.lower(i - 2));
    features.add(template++, about.lower(i + 2));
    features.add(template++, pair(about.word(i - 1), word));
    features.add(template++, pair(word, about.word(i + 1)));
    features.add(template++, pair(about.lower(i - 2), before));
    features.add(template++, pair(after, about.lower(i + 2)));
    features.add(template++, pair(before, after));
    features.add(template++, shape);
    features.add(template++, pair(about.shape(i - 1), shape));
    features.add(template++, pair(shape, about.shape(i + 1)));
    features.add(template++, pair(pair(about.shape(i - 1), shape), about.shape(i + 1)));
    features.add(template++, pair(pair(shape, about.shape(i + 1)), about.shape(i + 2)));
    features.add(template++, pair(shape, before));
    features.add(template++, pair(shape, after));
    for (int affix : about.affixes(i)) {
      features.add(template++, affix);
    }
    features.add(template++, about.suffix(i - 1));
    features.add(template++, about.suffix(i + 1));
    int place = pair(words.first(i) ? 1 : 0, line);
    features.add(template++, pair(place, shape));
    features.add(template++, pair(place, word));
    around(i, 30);
    lists.add(i, place);
    if (about.capital(i)) {
      run(i, place, 90);
      elsewhere(i, 170);
    }
  }

  /** Words near by, wherever they stand on that side. */
  private void around(int i, int template) {
    for (int by = 1; by <= NEAR; by++) {
      if (about.within(i - by)) {
        features.add(template, about.lower(i - by));
      }
      if (about.within(i + by)) {
        features.add(template + 1, about.lower(i + by));
      }
    }
  }

  /** The run of capitals that the word stands in, and what stands beside it. */
  private void run(int i, int place, int template) {
    int from = about.runFrom();
    int to = about.runTo();
    int seen = pair(place, document.seen(words.at(i)));
    features.add(template, pair(seen, about.shape(i)));
    features.add(template + 1, pair(about.lower(from - 1), about.lower(to)));
    features.add(template + 2, about.lower(from - 1));
    features.add(template + 3, about.lower(to));
    features.add(template + 4, pair(about.lower(from), i - from));
    features.add(template + 5, pair(about.lower(to - 1), to - i));
    features.add(template + 6, pair(i - from, to - i));
    features.add(template + 7, pair(seen, about.known(i)));
    features.add(template + 8, pair(about.known(from), about.known(to - 1)));
    features.add(template + 9, pair(about.lower(from - 2), about.lower(from - 1)));
  }

  /** How the article writes the word elsewhere. */
  private void elsewhere(int i, int template) {
    int from = about.runFrom();
    int to = about.runTo();
    int roles = document.roles(words.at(i));
    features.add(template, roles);
    features.add(template + 1, pair(roles, about.lexicon(i)));
    features.add(template + 2, pair(pair(roles, i - from), to - i));
    for (int bits = roles; bits != 0; bits &= bits - 1) {
      features.add(template + 3, pair(Integer.numberOfTrailingZeros(bits), to - from));
    }
  }
}

package dev.copydesk.annotator.entity;

import java.util.ArrayList;
import java.util.List;

/** Where sentences begin and end among the words of a text; no name crosses such a bound. */
final class Sentences {
  /** A long list without a full stop is cut, so that nothing is read at once without limit. */
  private static final int LONGEST = 400;

  private static final int MOST_SMALL = 2;

  /** Words [from, to) of one sentence, paragraph breaks left out. */
  record Sentence(int from, int to) {}

  private Sentences() {}

  static List<Sentence> of(Words words, Gazetteer gazetteer) {
    List<Sentence> sentences = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      boolean paragraph = words.isBreak(i);
      if (paragraph || ends(words, gazetteer, i) || i - from >= LONGEST) {
        int to = paragraph ? i : i + 1;
        if (to > from) {
          sentences.add(new Sentence(from, to));
        }
        from = i + 1;
      }
    }
    if (from < words.size()) {
      sentences.add(new Sentence(from, words.size()));
    }
    return sentences;
  }

  /**
   * Where names may be: words with a capital, and up to {@link #MOST_SMALL} others between two of
   * them ("University of the Arts").
   */
  static List<Sentence> stretches(Words words, List<Sentence> sentences) {
    List<Sentence> stretches = new ArrayList<>();
    for (Sentence sentence : sentences) {
      int from = -1;
      int to = -1;
      for (int i = sentence.from(); i < sentence.to(); i++) {
        if (!words.hasCapital(i)) {
          continue;
        }
        if (from >= 0 && i - to > MOST_SMALL) {
          stretches.add(new Sentence(from, to));
          from = -1;
        }
        from = from < 0 ? i : from;
        to = i + 1;
      }
      if (from >= 0) {
        stretches.add(new Sentence(from, to));
      }
    }
    return stretches;
  }

  private static boolean ends(Words words, Gazetteer gazetteer, int i) {
    String word = words.at(i);
    boolean mark = word.equals(".") || word.equals("!") || word.equals("?");
    if (!mark || words.isBreak(i + 1) || words.glued(i + 1)) {
      return false;
    }
    boolean abbreviated =
        word.equals(".") && words.glued(i) && gazetteer.is("ABBREVIATION", words.at(i - 1));
    char next = words.at(i + 1).charAt(0);
    return !abbreviated && !Character.isLowerCase(next);
  }
}

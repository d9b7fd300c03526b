package dev.copydesk.annotator.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A sentence: its bounds in the text, its words and the marks between them. */
record Sentence(String text, int start, int end, List<Word> words) {
  /** Longer sentences are cut, so that the work stays linear. */
  private static final int LONGEST = 1000;

  private static final int LONGEST_ABBREVIATION = 5;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "capt", "sen", "rep", "gov", "st",
          "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no",
          "vs", "prof", "rev", "inc", "co", "ltd", "jr", "sr", "maj", "adm", "u.s", "u.n", "u.k");

  /** A word, a number or a mark; offsets into the text, end exclusive. */
  record Word(int start, int end, String lower, boolean capital) {
    boolean isWord() {
      return Character.isLetter(lower.charAt(0));
    }

    boolean isNumber() {
      return Character.isDigit(lower.charAt(0));
    }

    boolean isMark() {
      return !isWord() && !isNumber();
    }
  }

  /** The sentence that starts at an offset, without its words. */
  static Sentence bounds(String text, int start) {
    int end = start;
    while (end < text.length() && end - start < LONGEST && !ends(text, end)) {
      end++;
    }
    return new Sentence(text, start, end, List.of());
  }

  /** The same sentence with its words. */
  Sentence read() {
    List<Word> found = new ArrayList<>();
    for (int i = start; i < end; ) {
      int next = wordEnd(text, i, end);
      if (next > i) {
        String form = text.substring(i, next);
        boolean capital = Character.isUpperCase(form.charAt(0));
        found.add(new Word(i, next, form.toLowerCase(Locale.ROOT), capital));
      }
      i = Math.max(next, i + 1);
    }
    return new Sentence(text, start, end, found);
  }

  /** Where the sentence after this one starts. */
  int next() {
    return end < text.length() && ends(text, end) ? end + 1 : end;
  }

  /** The first word that ends after an offset. */
  int indexAt(int offset) {
    int low = 0;
    int high = words.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (words.get(middle).end <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** A word in lower case, or nothing outside of the sentence. */
  String at(int i) {
    return i >= 0 && i < words.size() ? words.get(i).lower : "";
  }

  /** Words i to i + count in lower case with one space between, or what there is of them. */
  String phrase(int i, int count) {
    StringBuilder phrase = new StringBuilder();
    for (int k = i; k < Math.min(i + count, words.size()); k++) {
      phrase.append(k > i ? " " : "").append(words.get(k).lower);
    }
    return phrase.toString();
  }

  /** The text of words [from, to). */
  String text(int from, int to) {
    return text.substring(words.get(from).start, words.get(to - 1).end);
  }

  /** Letters and digits with hyphens and points between; an apostrophe starts a word of its own. */
  private static int wordEnd(String text, int from, int end) {
    if (Character.isWhitespace(text.charAt(from))) {
      return from;
    }
    int to = from;
    while (to < end
        && (Character.isLetterOrDigit(text.charAt(to))
            || to > from
                && ".-,".indexOf(text.charAt(to)) >= 0
                && to + 1 < end
                && (text.charAt(to) == ','
                    ? Character.isDigit(text.charAt(to - 1))
                        && Character.isDigit(text.charAt(to + 1))
                    : Character.isLetterOrDigit(text.charAt(to + 1))))) {
      to++;
    }
    boolean initials = to < end && text.charAt(to) == '.' && text.indexOf('.', from, to) > 0;
    return Math.max(initials ? to + 1 : to, from + 1); // "U.S."
  }

  private static boolean ends(String text, int i) {
    char c = text.charAt(i);
    if (c == '\n') {
      return i > 0 && text.charAt(i - 1) == '\n'
          || i + 1 < text.length() && text.charAt(i + 1) == '\n';
    }
    if (c != '.' && c != '!' && c != '?') {
      return false;
    }
    int next = i + 1;
    while (next < text.length() && next < i + 3 && "\"'”’)".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    if (next < text.length() && !Character.isWhitespace(text.charAt(next))) {
      return false;
    }
    int following = Math.min(next + 1, text.length());
    boolean lower = following < text.length() && Character.isLowerCase(text.charAt(following));
    return !(c == '.' && (lower || isAbbreviation(text, i)));
  }

  private static boolean isAbbreviation(String text, int point) {
    int from = point;
    while (from > 0
        && point - from <= LONGEST_ABBREVIATION
        && (Character.isLetter(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
      from--;
    }
    String word = text.substring(from, point).toLowerCase(Locale.ROOT);
    boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from));
    return initial || ABBREVIATIONS.contains(word);
  }
}

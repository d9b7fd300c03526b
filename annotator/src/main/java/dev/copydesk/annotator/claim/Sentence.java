package dev.copydesk.annotator.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sentence: its bounds in the text and its words. */
record Sentence(int start, int end, List<Word> words) {
  /** Longer sentences are cut, so that the work stays linear. */
  private static final int LONGEST = 1000;

  record Word(int start, int end, String lower) {}

  /** The sentence that starts at an offset; its end mark is the first character after it. */
  static Sentence from(String text, int start) {
    int end = start;
    while (end < text.length() && end - start < LONGEST && !ends(text, end)) {
      end++;
    }
    List<Word> words = new ArrayList<>();
    for (int i = start; i < end; ) {
      int next = i;
      while (next < end
          && (Character.isLetter(text.charAt(next))
              || (next > i
                  && text.charAt(next) == '.'
                  && next + 1 < end
                  && Character.isLetter(text.charAt(next + 1))))) {
        next++;
      }
      if (next > i) {
        words.add(new Word(i, next, text.substring(i, next).toLowerCase(Locale.ROOT)));
      }
      i = Math.max(next, i + 1);
    }
    return new Sentence(start, end, words);
  }

  /** The sentence after this one. */
  Sentence next(String text) {
    return from(text, end < text.length() && ends(text, end) ? end + 1 : end);
  }

  /** Words i to i + count in lower case with one space between, or what there is of them. */
  String phrase(int i, int count) {
    StringBuilder phrase = new StringBuilder();
    for (int k = i; k < Math.min(i + count, words.size()); k++) {
      phrase.append(k > i ? " " : "").append(words.get(k).lower);
    }
    return phrase.toString();
  }

  private static boolean ends(String text, int i) {
    char c = text.charAt(i);
    if (c == '\n') {
      return i > 0 && text.charAt(i - 1) == '\n'
          || i + 1 < text.length() && text.charAt(i + 1) == '\n';
    }
    boolean mark = c == '.' || c == '!' || c == '?';
    boolean abbreviation =
        i > 1
            && (Character.isUpperCase(text.charAt(i - 1))
                && !Character.isLetter(text.charAt(i - 2)));
    return mark
        && !abbreviation
        && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
  }
}

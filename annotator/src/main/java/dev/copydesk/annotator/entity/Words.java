package dev.copydesk.annotator.entity;

import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into words for naming: letters with inner dots ("U.S."), digits with inner marks
 * ("1,200"), the possessive "'s", and single marks.
 */
final class Words {
  private record Word(String text, int start, int end, boolean first) {}

  private final String text;
  private final List<Word> words = new ArrayList<>();

  Words(String text) {
    this.text = text;
    boolean first = true;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        int to = i;
        int lines = 0;
        while (to < text.length() && isSpace(text.charAt(to))) {
          lines += text.charAt(to++) == '\n' ? 1 : 0;
        }
        if (lines > 1) {
          words.add(word(i, to, true));
          first = true;
        }
        i = to;
        continue;
      }
      int to = endOfWord(i);
      words.add(word(i, to, first));
      boolean stop = c == '.' || c == '!' || c == '?' || c == ':';
      first = stop || (first && !Character.isLetterOrDigit(c));
      i = to;
    }
  }

  String text() {
    return text;
  }

  int size() {
    return words.size();
  }

  int start(int i) {
    return words.get(i).start;
  }

  int end(int i) {
    return words.get(i).end;
  }

  String at(int i) {
    return i >= 0 && i < words.size() ? words.get(i).text : "";
  }

  /** Whether word i opens a sentence, quotation marks aside. */
  boolean first(int i) {
    return words.get(i).first;
  }

  boolean isBreak(int i) {
    return i < 0 || i >= size() || isSpace(text.charAt(start(i)));
  }

  boolean capitalised(int i) {
    return i >= 0 && i < size() && Character.isUpperCase(text.charAt(start(i)));
  }

  boolean hasCapital(int i) {
    for (int at = start(i); at < end(i); at++) {
      if (Character.isUpperCase(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  boolean glued(int i) {
    return i > 0 && i < size() && start(i) == end(i - 1);
  }

  /** The words [from, to) with one space where there is white space between them. */
  String join(int from, int to) {
    StringBuilder joined = new StringBuilder();
    for (int i = from; i < to; i++) {
      joined.append(i == from || glued(i) ? "" : " ").append(at(i));
    }
    return joined.toString();
  }

  /** Unbreakable spaces and those of other scripts are spaces too. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private Word word(int start, int end, boolean first) {
    return new Word(text.substring(start, end), start, end, first);
  }

  private int endOfWord(int at) {
    char c = text.charAt(at);
    if (c == '\'' || c == '’') {
      boolean possessive =
          at > 0
              && Character.isLetterOrDigit(text.charAt(at - 1))
              && at + 1 < text.length()
              && text.charAt(at + 1) == 's'
              && (at + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 2)));
      return possessive ? at + 2 : at + 1;
    }
    if (!Character.isLetterOrDigit(c)) {
      return at + 1;
    }
    int to = at;
    while (to < text.length()
        && (Character.isLetterOrDigit(text.charAt(to))
            || Character.getType(text.charAt(to)) == Character.NON_SPACING_MARK)) {
      to++;
    }
    while (Character.isDigit(c)
        && to + 1 < text.length()
        && (text.charAt(to) == ',' || text.charAt(to) == '.')
        && Character.isDigit(text.charAt(to - 1))
        && Character.isDigit(text.charAt(to + 1))) {
      to++;
      while (to < text.length() && Character.isDigit(text.charAt(to))) {
        to++;
      }
    }
    boolean initials = to - at == 1 && Character.isUpperCase(c);
    while (initials
        && to + 1 < text.length()
        && text.charAt(to) == '.'
        && Character.isUpperCase(text.charAt(to + 1))
        && (to + 2 == text.length() || !Character.isLetter(text.charAt(to + 2)))) {
      to += 2;
    }
    boolean dotted = initials && to < text.length() && text.charAt(to) == '.';
    return dotted ? to + 1 : to;
  }
}

package dev.copydesk.annotator.number;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A text cut into words, numbers, symbols, breaks, dotted dates and codes (addresses, versions and
 * other strings that hold digits but no number), as parallel arrays. One pass, linear in the text's
 * length.
 */
final class Tokens {
  static final byte WORD = 1;
  static final byte NUMBER = 2;
  static final byte SYMBOL = 3;
  static final byte BREAK = 4;
  static final byte CODE = 5;

  /** Three groups of digits with points between, which only a date can be: "13.5.2015". */
  static final byte DOTTED = 6;

  /** Longer runs of digits are identifiers, not quantities. */
  private static final int LONGEST_NUMBER = 24;

  private static final int LONGEST_DATE = 10;

  private final String text;
  private final Lexicon lexicon;
  private int[] start = new int[64];
  private int[] end = new int[64];
  private byte[] type = new byte[64];
  private Word[] word = new Word[64];
  private int size;

  private Tokens(String text, Lexicon lexicon) {
    this.text = text;
    this.lexicon = lexicon;
  }

  static Tokens of(String text, Lexicon lexicon) {
    Tokens tokens = new Tokens(text, lexicon);
    for (int i = 0; i < text.length(); ) {
      i = tokens.read(i);
    }
    return tokens;
  }

  int size() {
    return size;
  }

  int start(int i) {
    return start[i];
  }

  int end(int i) {
    return end[i];
  }

  int length(int i) {
    return end[i] - start[i];
  }

  boolean is(int i, byte wanted) {
    return i >= 0 && i < size && type[i] == wanted;
  }

  boolean is(int i, Role role) {
    return i >= 0 && i < size && word[i].is(role);
  }

  boolean is(int i, String form) {
    return i >= 0
        && i < size
        && length(i) == form.length()
        && text.regionMatches(true, start[i], form, 0, form.length());
  }

  boolean isAny(int i, String... forms) {
    for (String form : forms) {
      if (is(i, form)) {
        return true;
      }
    }
    return false;
  }

  boolean ends(int i, String suffix) {
    return text.startsWith(suffix, end[i] - suffix.length());
  }

  Word word(int i) {
    return i >= 0 && i < size ? word[i] : Word.UNKNOWN;
  }

  String text(int i) {
    return text.substring(start[i], end[i]);
  }

  /** Whether nothing stands between token i and the one before. */
  boolean glued(int i) {
    return i > 0 && i < size && start[i] == end[i - 1];
  }

  boolean dash(int i) {
    return is(i, SYMBOL) && "-–—‑".indexOf(text.charAt(start[i])) >= 0;
  }

  boolean capitalised(int i) {
    return is(i, WORD) && Character.isUpperCase(text.charAt(start[i]));
  }

  /** Whether token i is written in a script that has no capitals and no Latin letters: "元". */
  boolean ideographic(int i) {
    return is(i, WORD) && text.charAt(start[i]) > '\u0900';
  }

  /** Whether token i is a word with a capital somewhere: "Boeing", "iPhone". */
  boolean named(int i) {
    if (!is(i, WORD)) {
      return false;
    }
    int to = Math.min(end[i], start[i] + LONGEST_NUMBER);
    for (int k = start[i]; k < to; k++) {
      if (Character.isUpperCase(text.charAt(k))) {
        return true;
      }
    }
    return false;
  }

  /** Whether token i ends a sentence: a full stop after a long enough word, or a break. */
  boolean endsSentence(int i) {
    return is(i, BREAK)
        || isAny(i, "?", "!")
        || (is(i, ".")
            && i > 0
            && (length(i - 1) > 2 || is(i - 1, NUMBER))
            && !(i + 1 < size && glued(i + 1) && is(i + 1, WORD)));
  }

  boolean startsSentence(int i) {
    return i == 0
        || endsSentence(i - 1)
        || (isAny(i - 1, "\"", "“", "‘", "`") && (i == 1 || endsSentence(i - 2)));
  }

  /** The value of a NUMBER token. */
  BigDecimal value(int i) {
    int point = text.indexOf('.', start[i], end[i]);
    boolean pointed = point >= 0 && text.indexOf('.', point + 1, end[i]) >= 0;
    StringBuilder digits = new StringBuilder();
    for (int k = start[i]; k < end[i]; k++) {
      char c = text.charAt(k);
      if (c == '.' && !pointed || isDigit(c)) {
        digits.append(c);
      }
    }
    return new BigDecimal(digits.toString());
  }

  /** Digits alone, no separators. */
  boolean plainDigits(int i) {
    for (int k = start[i]; k < end[i]; k++) {
      if (!isDigit(text.charAt(k))) {
        return false;
      }
    }
    return is(i, NUMBER);
  }

  private int read(int at) {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) || c == '\u00a0') {
      return space(at);
    }
    if (isDigit(c)
        || (c == '.'
            && isDigit(charAt(at + 1))
            && !isDigit(charAt(at - 1))
            && !Character.isLetter(charAt(at - 1)))) {
      return number(at);
    }
    if (Character.isLetter(c)) {
      int to = at + 1;
      while (to < text.length()
          && (Character.isLetter(text.charAt(to))
              || Character.getType(text.charAt(to)) == Character.NON_SPACING_MARK)) {
        to++;
      }
      if (text.startsWith("://", to)
          || (charAt(to) == '.' && text.regionMatches(true, at, "www", 0, to - at))
          || charAt(to) == '@') {
        return add(at, untilSpace(to), CODE);
      }
      return add(at, to, WORD);
    }
    if (c == '@' || c == '#') {
      return add(at, untilSpace(at), CODE);
    }
    return add(at, at + 1, isGlyph(c) ? WORD : SYMBOL);
  }

  private int space(int at) {
    int to = at;
    int lines = 0;
    while (to < text.length()
        && (Character.isWhitespace(text.charAt(to)) || text.charAt(to) == '\u00a0')) {
      lines += text.charAt(to) == '\n' ? 1 : 0;
      to++;
    }
    return lines > 1 ? add(at, to, BREAK) : to;
  }

  private int number(int at) {
    int to = at;
    int points = 0;
    boolean grouped = true; // every point stands before three digits: "1.234.567"
    while (to < text.length()) {
      char c = text.charAt(to);
      if (isDigit(c)) {
        to++;
      } else if (c == '.' && isDigit(charAt(to + 1))) {
        grouped &= threeDigits(to + 1) && to - at < 4 + 4 * points;
        points++;
        to++;
      } else if ((c == ',' || isThinSpace(c)) && points == 0 && threeDigits(to + 1)) {
        to += 4;
      } else {
        break;
      }
    }
    if (points > 1 && !grouped || to - at > LONGEST_NUMBER) {
      return add(at, to, points == 2 && to - at <= LONGEST_DATE ? DOTTED : CODE);
    }
    return add(at, points == 0 ? spaced(at, to) : to, NUMBER);
  }

  /** "1 234 567" and "10 000" are one number; "12 300" may be two. */
  private int spaced(int at, int digitsEnd) {
    int to = digitsEnd;
    if (to - at > 3 || charAt(at) == '0') {
      return to;
    }
    while (charAt(to) == ' ' && threeDigits(to + 1) && to - at < LONGEST_NUMBER) {
      to += 4;
    }
    boolean one = to == digitsEnd + 4;
    return one && !text.startsWith("000", digitsEnd + 1) ? digitsEnd : to;
  }

  private static boolean isThinSpace(char c) {
    return c == '\u00a0' || c == '\u202f' || c == '\u2009';
  }

  private boolean threeDigits(int at) {
    return isDigit(charAt(at))
        && isDigit(charAt(at + 1))
        && isDigit(charAt(at + 2))
        && !isDigit(charAt(at + 3));
  }

  private int untilSpace(int at) {
    int to = at + 1;
    while (to < text.length() && !Character.isWhitespace(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private char charAt(int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : ' ';
  }

  private static boolean isGlyph(char c) {
    return Character.getType(c) == Character.OTHER_NUMBER;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int add(int from, int to, byte what) {
    if (size == start.length) {
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
      type = Arrays.copyOf(type, size * 2);
      word = Arrays.copyOf(word, size * 2);
    }
    start[size] = from;
    end[size] = to;
    type[size] = what;
    word[size++] = what == WORD ? lexicon.find(text, from, to) : Word.UNKNOWN;
    return to;
  }
}

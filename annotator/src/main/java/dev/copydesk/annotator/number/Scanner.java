package dev.copydesk.annotator.number;

/** Cuts a text into tokens, one after the other, without looking back. */
final class Scanner {
  /** Longer runs of digits are identifiers, not quantities. */
  static final int LONGEST_NUMBER = 24;

  private static final int LONGEST_DATE = 10;

  /** Of digits with hyphens between; more are an identifier. */
  private static final int MOST_GROUPS = 4;

  private final String text;
  private final Tokens tokens;

  Scanner(String text, Tokens tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /** Adds the token that starts at an offset, if one does; returns where to go on. */
  int read(int at) {
    char c = text.charAt(at);
    if (isSpace(c)) {
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
      int to = wordEnd(text, at);
      if (text.startsWith("://", to)
          || (charAt(to) == '.' && text.regionMatches(true, at, "www", 0, to - at))
          || charAt(to) == '@') {
        return tokens.add(at, untilSpace(to), Tokens.CODE);
      }
      return tokens.add(at, to, Tokens.WORD);
    }
    if (c == '@' || c == '#') {
      return tokens.add(at, untilSpace(at), Tokens.CODE);
    }
    return tokens.add(at, at + 1, isGlyph(c) ? Tokens.WORD : Tokens.SYMBOL);
  }

  /** Where the word ends whose first letter stands at an offset. */
  static int wordEnd(String text, int at) {
    int to = at + 1;
    while (to < text.length()
        && (Character.isLetter(text.charAt(to))
            || Character.getType(text.charAt(to)) == Character.NON_SPACING_MARK)) {
      to++;
    }
    return to;
  }

  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || c == '\u00a0';
  }

  private int space(int at) {
    int to = at;
    int lines = 0;
    while (to < text.length() && isSpace(text.charAt(to))) {
      lines += text.charAt(to) == '\n' ? 1 : 0;
      to++;
    }
    return lines > 1 ? tokens.add(at, to, Tokens.BREAK) : to;
  }

  private int number(int at) {
    int to = chainEnd(at);
    if (to > at) {
      return tokens.add(at, to, Tokens.CODE);
    }
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
      return tokens.add(at, to, points == 2 && datelike(at, to) ? Tokens.DOTTED : Tokens.CODE);
    }
    return tokens.add(at, points == 0 ? spaced(at, to) : to, Tokens.NUMBER);
  }

  /** Neither ".5.12" nor "1,234.5.6". */
  private boolean datelike(int at, int to) {
    return to - at <= LONGEST_DATE
        && isDigit(charAt(at))
        && text.subSequence(at, to).chars().allMatch(c -> c == '.' || isDigit((char) c));
  }

  /** Where a chain of digits and hyphens ends that is too long for a date: "978-3-16-148410-0". */
  private int chainEnd(int at) {
    int to = at;
    int groups = 0;
    while (isDigit(charAt(to))) {
      while (isDigit(charAt(to))) {
        to++;
      }
      groups++;
      to += charAt(to) == '-' && isDigit(charAt(to + 1)) ? 1 : 0;
    }
    return groups > MOST_GROUPS ? to : at;
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

  /** Whether a character is a number of its own: "½". */
  static boolean isGlyph(char c) {
    return Character.getType(c) == Character.OTHER_NUMBER;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package dev.copydesk.annotator.number;

/**
 * Finds where there may be a number: at a digit, a currency sign, a sign such as "½", or a word of
 * the vocabulary that numbers and dates start with. Allocates nothing.
 */
final class Triggers {
  private final Lexicon lexicon;

  Triggers(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** The offset of the first one at or after another, or the text's length; in UTF-16 units. */
  int next(String text, int from) {
    for (int at = from; at < text.length(); ) {
      char c = text.charAt(at);
      if (Character.isLetter(c)) {
        int to = Scanner.wordEnd(text, at);
        if (lexicon.find(text, at, to).triggers()) {
          return at;
        }
        at = to;
      } else if (isSign(c)) {
        return at;
      } else {
        at++;
      }
    }
    return text.length();
  }

  private static boolean isSign(char c) {
    return Scanner.isDigit(c)
        || Character.getType(c) == Character.CURRENCY_SYMBOL
        || Scanner.isGlyph(c);
  }

  /**
   * The start of the blank line before an offset, or {@code least} where there is none after it.
   */
  static int paragraphStart(String text, int offset, int least) {
    int start = offset;
    while (start > least) {
      int to = start;
      boolean blank = false;
      int lines = 0;
      while (start > least && Scanner.isSpace(text.charAt(start - 1))) {
        lines += text.charAt(start - 1) == '\n' ? 1 : 0;
        blank = lines > 1;
        start--;
      }
      if (blank) {
        return start;
      }
      start -= start == to ? 1 : 0;
    }
    return least;
  }

  /** The start of the blank line after an offset, or the text's length. */
  static int paragraphEnd(String text, int offset) {
    int end = text.indexOf('\n', offset);
    while (end >= 0) {
      int next = end + 1;
      while (next < text.length() && Scanner.isSpace(text.charAt(next))) {
        if (text.charAt(next) == '\n') {
          return end;
        }
        next++;
      }
      end = text.indexOf('\n', next);
    }
    return text.length();
  }
}

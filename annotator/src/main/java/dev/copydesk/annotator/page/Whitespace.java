package dev.copydesk.annotator.page;

import java.text.Normalizer;

/** White space and characters that only look like it. */
final class Whitespace {

  /**
   * Combining marks on one letter, in code units: as many as the stream-safe format of UAX 15
   * knows, for to put n of them in order takes the normaliser n² steps.
   */
  private static final int MOST_MARKS = 30;

  private Whitespace() {}

  /** Runs of blanks, tabs, no-break spaces and line ends become one blank; ends are trimmed. */
  static String collapse(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = !out.isEmpty();
      } else {
        if (gap) {
          out.append(' ');
          gap = false;
        }
        out.append(c);
      }
    }
    return out.toString();
  }

  /** As {@link #collapse}, and what nobody sees is taken out; for pages, not for trusted bodies. */
  static String clean(CharSequence raw) {
    String text = Mojibake.repair(raw.toString());
    StringBuilder seen = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      marks = isMark(text, i) ? marks + 1 : 0;
      boolean invisible =
          (c < ' ' && !Character.isWhitespace(c))
              || (c >= 0x7F && c < 0xA0)
              || c == 0xAD
              || c == 0x200B
              || c == 0x34F
              || (isJoiner(c) && (i == 0 || text.charAt(i - 1) < '\u0300'))
              || c == 0x2060
              || c == 0xFEFF
              || marks > MOST_MARKS;
      if (!invisible) {
        seen.append(c);
      }
    }
    return Normalizer.normalize(collapse(seen), Normalizer.Form.NFC);
  }

  /** Joiners shape Indic and Arabic script and emoji; behind a Latin letter they are leftovers. */
  private static boolean isJoiner(char c) {
    return c == 0x200C || c == 0x200D;
  }

  private static boolean isMark(CharSequence text, int at) {
    char c = text.charAt(at);
    if (c < '\u0300') {
      return false;
    }
    int first = Character.isLowSurrogate(c) && at > 0 ? at - 1 : at;
    int type = Character.getType(Character.codePointAt(text, first));
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}

package dev.copydesk.annotator.page;

import com.ibm.icu.text.Normalizer2;

/** White space and characters that only look like it. */
final class Whitespace {

  /**
   * Combining marks on one letter, in code units: as many as the stream-safe format of UAX 15
   * knows, for to put n of them in order takes the normaliser n² steps.
   */
  private static final int MOST_MARKS = 30;

  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private Whitespace() {}

  /** Runs of blanks, tabs, no-break spaces and line ends become one blank; ends are trimmed. */
  static String collapse(CharSequence text) {
    return collapse(Traced.of(text)).toString();
  }

  private static Traced collapse(Traced text) {
    Traced out = text.fresh();
    int gap = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = gap < 0 ? i : gap;
      } else {
        if (gap >= 0 && out.length() > 0) {
          out.replace(text, gap, i, ' ');
        }
        gap = -1;
        out.copy(text, i);
      }
    }
    return out;
  }

  /** As {@link #collapse}, and what nobody sees is taken out; for pages, not for trusted bodies. */
  static String clean(CharSequence text) {
    return clean(Traced.of(text)).toString();
  }

  static Traced clean(Traced raw) {
    Traced text = Mojibake.repair(raw);
    Traced seen = text.fresh();
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
        seen.copy(text, i);
      }
    }
    return composed(collapse(seen));
  }

  /** In normalization form C (UAX 15), stretch by stretch: what goes together is composed alone. */
  private static Traced composed(Traced text) {
    if (NFC.spanQuickCheckYes(text) == text.length()) {
      return text;
    }
    Traced out = text.fresh();
    int from = 0;
    while (from < text.length()) {
      int to = from;
      do {
        to += Character.charCount(Character.codePointAt(text, to));
      } while (to < text.length() && !NFC.hasBoundaryBefore(Character.codePointAt(text, to)));
      String written = text.subSequence(from, to).toString();
      String composed = NFC.normalize(written);
      boolean same = composed.equals(written);
      for (int i = 0; i < composed.length(); i++) {
        out.replace(text, same ? from + i : from, same ? from + i + 1 : to, composed.charAt(i));
      }
      from = to;
    }
    return out;
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

package dev.copydesk.annotator.page;

import java.text.Normalizer;

/** White space and characters that only look like it. */
final class Whitespace {

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
  static String clean(CharSequence text) {
    StringBuilder seen = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean invisible =
          (c < ' ' && !Character.isWhitespace(c))
              || (c >= 0x7F && c < 0xA0)
              || c == 0xAD
              || c == 0x200B
              || c == 0x2060
              || c == 0xFEFF;
      if (!invisible) {
        seen.append(c);
      }
    }
    return Normalizer.normalize(collapse(seen), Normalizer.Form.NFC);
  }
}

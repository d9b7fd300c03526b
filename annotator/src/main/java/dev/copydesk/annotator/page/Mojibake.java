package dev.copydesk.annotator.page;

import java.nio.charset.Charset;

/**
 * Puts right what a tool made that took UTF-8 for windows-1252 ("â€™" for "’", "Ã©" for "é"), and
 * bytes of windows-1252 that were taken for Latin-1 controls. Only sequences that are whole and
 * that nobody writes are touched: a lead byte and its continuations that give punctuation or a
 * Latin letter.
 */
final class Mojibake {
  /** A page may have gone through two such tools. */
  private static final int MOST_ROUNDS = 3;

  /** What windows-1252 shows for the bytes 0x80 to 0x9F; 0 where it shows nothing. */
  private static final char[] SHOWN = new char[0x20];

  static {
    Charset windows = Charset.forName("windows-1252");
    for (int i = 0; i < SHOWN.length; i++) {
      char c = new String(new byte[] {(byte) (0x80 + i)}, windows).charAt(0);
      SHOWN[i] = c == '\uFFFD' ? 0 : c;
    }
  }

  private Mojibake() {}

  static Traced repair(Traced text) {
    Traced repaired = text;
    for (int round = 0; round < MOST_ROUNDS && isSuspect(repaired); round++) {
      Traced before = repaired;
      repaired = once(before);
      if (CharSequence.compare(repaired, before) == 0) {
        break;
      }
    }
    return repaired;
  }

  private static boolean isSuspect(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'Â' || c == 'Ã' || c == 'â' || (c >= 0x80 && c < 0xA0)) {
        return true;
      }
    }
    return false;
  }

  private static Traced once(Traced text) {
    Traced out = text.fresh();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int second = continuation(text, i + 1);
      if ((c == 'Â' || c == 'Ã') && second >= 0) {
        out.replace(text, i, i + 2, (char) ((c == 'Â' ? 0x80 : 0xC0) | (second & 0x3F)));
        i++;
      } else if (c == 'â' && second >= 0 && isPunctuation(second, continuation(text, i + 2))) {
        int third = continuation(text, i + 2);
        out.replace(text, i, i + 3, (char) (0x2000 | (second & 0x3F) << 6 | (third & 0x3F)));
        i += 2;
      } else if (c >= 0x80 && c < 0xA0 && SHOWN[c - 0x80] != 0) {
        out.copy(text, i, SHOWN[c - 0x80]);
      } else {
        out.copy(text, i);
      }
    }
    return out;
  }

  /** General punctuation, currency, letter-like signs and arrows: U+2010 to U+21FF. */
  private static boolean isPunctuation(int second, int third) {
    return third >= 0 && second >= 0x80 && second <= 0x87 && (second > 0x80 || third >= 0x90);
  }

  /**
   * The byte that a character at an index stands for, 0x80 to 0xBF; -1 where it stands for none.
   */
  private static int continuation(CharSequence text, int at) {
    if (at >= text.length()) {
      return -1;
    }
    char c = text.charAt(at);
    if (c >= 0x80 && c <= 0xBF) {
      return c;
    }
    for (int i = 0; c > 0xFF && i < SHOWN.length; i++) {
      if (SHOWN[i] == c) {
        return 0x80 + i;
      }
    }
    return -1;
  }
}

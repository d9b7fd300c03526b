package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;

/** Tells degrees by their letter alone, "40C", "30 C", from seats, paragraphs and models. */
final class Temperatures {
  /** In tokens: how far from the letter a word of the weather may stand. */
  private static final int WEATHER = 12;

  private Temperatures() {}

  /** Whether the letter at token {@code at} makes degrees of the number before it. */
  static boolean isDegrees(Tokens t, Numeral numeral, int at) {
    return numeral.digits() && isLetter(t, at) && (isSaidTwice(t, at) || isWeather(t, at));
  }

  /** The same of the digits at token i, which a letter would else make a code. */
  static boolean isDegrees(Tokens t, int i) {
    return isLetter(t, i + 1) && (isSaidTwice(t, i + 1) || isWeather(t, i + 1));
  }

  /** The UCUM code of the letter at token {@code at}. */
  static String unit(Tokens t, int at) {
    return t.is(at, "c") ? "Cel" : "[degF]";
  }

  private static boolean isLetter(Tokens t, int at) {
    return t.capitalised(at)
        && t.isAny(at, "c", "f")
        && !(t.glued(at + 1) && (t.is(at + 1, Tokens.NUMBER) || t.dash(at + 1)))
        && !(t.is(at + 1, ".") && t.glued(at + 2) && t.is(at + 2, Tokens.WORD));
  }

  /** "40C (104F)", "104F/40C": the other scale beside it, either way round. */
  private static boolean isSaidTwice(Tokens t, int at) {
    boolean opened = t.isAny(at + 1, "(", "/");
    int next = t.isAny(at + 2, "-", "−") ? at + 3 : at + 2;
    boolean ahead = opened && t.is(next, Tokens.NUMBER) && isOther(t, at, next + 1);
    int first = t.isAny(at - 2, "-", "−") ? at - 3 : at - 2;
    return ahead || t.isAny(first, "(", "/") && isOther(t, at, first - 1);
  }

  private static boolean isOther(Tokens t, int at, int other) {
    return t.capitalised(other) && t.is(other, t.is(at, "c") ? "f" : "c");
  }

  private static boolean isWeather(Tokens t, int at) {
    for (int k = at - 1; k > at - WEATHER && !t.endsSentence(k); k--) {
      if (t.is(k, Role.CENTIGRADE)) {
        return true;
      }
    }
    for (int k = at + 1; k < at + WEATHER && k < t.size() && !t.endsSentence(k); k++) {
      if (t.is(k, Role.CENTIGRADE)) {
        return true;
      }
    }
    return false;
  }
}

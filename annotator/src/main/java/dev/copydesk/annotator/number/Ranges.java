package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import java.math.BigDecimal;

/** Tells ranges from scores, votes and odds, and where the second number of each stands. */
final class Ranges {
  private static final BigDecimal THOUSAND = new BigDecimal(1000);
  private static final int MOST_SCORE_DIGITS = 3;

  /** In tokens: how far ahead of a score the word that tells one may stand. */
  private static final int SCORE_CUE = 8;

  private Ranges() {}

  /** Where the second number starts, or -1: "10-15", "10 to 15", "5% to 7%", "8- to 16-metre". */
  static int second(Tokens t, int i) {
    int at = t.is(i, "%") || t.is(i, Role.PERCENT) ? i + 1 : i;
    if (t.dash(at) && t.glued(at) && t.isAny(at + 1, "to", "or")) {
      return at + 2;
    }
    boolean dash = (t.dash(at) || t.is(at, "~")) && t.glued(at) == t.glued(at + 1);
    if (dash && (t.is(at + 1, Tokens.NUMBER) || t.is(at + 1, Tokens.SYMBOL))) {
      return at + 1;
    }
    return t.isAny(at, "to", "and") && !t.is(at + 1, "a") ? at + 1 : -1;
  }

  /** "2 to 3 million" means two million to three million. */
  static BigDecimal low(Tokens t, Numeral first, Numeral last) {
    boolean scaled =
        t.is(last.to() - 1, Role.SCALE)
            && !t.is(first.to() - 1, Role.SCALE)
            && first.value().compareTo(THOUSAND) < 0;
    return scaled
        ? first.value().scaleByPowerOfTen(Numerals.number(t, last.to() - 1, Role.SCALE).intValue())
        : first.value();
  }

  /**
   * Whether two numbers are a score, a vote or odds: they fall, or a word of the game stands ahead
   * of them and nothing is counted.
   */
  static boolean isScore(Tokens t, Numeral first, Numeral last) {
    boolean linked = t.dash(first.to()) || t.is(first.to(), "to");
    if (!linked) {
      return false;
    }
    if (last.value().compareTo(first.value()) <= 0) {
      return true;
    }
    boolean short_ =
        t.plainDigits(first.from())
            && t.plainDigits(last.from())
            && t.length(last.from()) <= MOST_SCORE_DIGITS
            && t.dash(first.to());
    if (!short_ || t.is(last.to(), Tokens.SYMBOL) && t.isAny(last.to(), "%", "-")) {
      return false;
    }
    if (t.is(last.to(), Role.SCORE)) {
      return true;
    }
    boolean counts =
        t.is(last.to(), Tokens.WORD)
            && !t.is(last.to(), Role.FUNCTION)
            && !t.capitalised(last.to());
    for (int k = first.from() - 1; k > first.from() - SCORE_CUE && !t.endsSentence(k); k--) {
      if (t.is(k, Role.SCORE)) {
        return !counts;
      }
    }
    return false;
  }
}

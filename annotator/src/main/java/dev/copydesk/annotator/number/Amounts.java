package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads how much of a unit of time comes: "three", "several", "half an", "8 to 10". */
final class Amounts {
  static final BigDecimal HALF = new BigDecimal("0.5");
  static final BigDecimal QUARTER = new BigDecimal("0.25");

  private final Tokens t;

  Amounts(Tokens tokens) {
    this.t = tokens;
  }

  /**
   * How much of a unit comes, up to token {@code to}.
   *
   * @param amount null where nobody says how much
   */
  record Amount(int to, @Nullable BigDecimal amount, @Nullable BigDecimal high, boolean vague) {}

  @Nullable Amount at(int i) {
    if (t.isAny(i, "half", "quarter") || t.isAny(i, "three", "two", "one", "a") || isSlashed(i)) {
      Amount part = part(i);
      if (part != null) {
        return part;
      }
    }
    if (t.isAny(i, "a", "an")) {
      if (t.is(i + 1, "few")) {
        return new Amount(i + 2, null, null, true);
      }
      if (t.is(i + 1, Role.PERIOD)) {
        boolean told =
            t.startsSentence(i)
                || t.is(i - 1, Role.SPAN_CUE)
                || t.is(i + 2, Role.DISTANCE)
                || t.isAny(i + 2, "and", "of", "long", "old")
                || t.dash(i + 2);
        return told ? new Amount(i + 1, BigDecimal.ONE, null, false) : null;
      }
    }
    if (t.is(i, Role.FEW)) {
      return new Amount(i + 1, null, null, true);
    }
    if (t.is(i, Role.WHOLE)) {
      int at = t.dash(i + 1) ? i + 2 : i + 1;
      boolean whole = t.is(at, Role.PERIOD) && !t.ends(at, "s") && !t.isAny(at, "second", "night");
      return whole ? new Amount(i + 1, BigDecimal.ONE, null, false) : null;
    }
    int couple = t.is(i, "a") ? i + 1 : i;
    if (t.is(couple, "couple") && (t.is(couple + 1, "of") || t.is(couple + 1, Role.PERIOD))) {
      return new Amount(
          t.is(couple + 1, "of") ? couple + 2 : couple + 1, BigDecimal.TWO, null, true);
    }
    Numeral numeral = Numerals.at(t, i);
    if (numeral == null || numeral.value().signum() < 0) {
      return null;
    }
    BigDecimal value = numeral.vague() ? null : numeral.value();
    int at = numeral.to();
    boolean of = t.is(at, "of");
    if (of && (numeral.vague() || value != null && value.scale() > 0)) {
      return new Amount(t.isAny(at + 1, "an", "a") ? at + 2 : at + 1, value, null, false);
    }
    int second =
        t.dash(at) && t.isAny(at + 1, "to", "or")
            ? at + 2
            : (t.dash(at) && t.is(at + 1, Tokens.NUMBER)) || t.isAny(at, "to", "or") ? at + 1 : 0;
    Numeral last = second > 0 ? Numerals.at(t, second) : null;
    int end = last == null ? 0 : t.dash(last.to()) ? last.to() + 1 : last.to();
    return last != null && !last.vague() && t.is(end, Role.PERIOD)
        ? new Amount(end, value, last.value(), false)
        : new Amount(at, value, null, numeral.vague());
  }

  /** "half an hour", "half-day", "three-quarters of an hour", "1/2 day". */
  private @Nullable Amount part(int i) {
    Found fraction = t.is(i, "half") ? null : Fractions.at(t, i);
    BigDecimal value = fraction == null ? null : new BigDecimal(fraction.value());
    int at = fraction == null ? i + 1 : fraction.to();
    if (value == null) {
      at += t.is(i, "a") ? 1 : 0;
      value = t.is(at - 1, "half") ? HALF : t.is(at - 1, "quarter") ? QUARTER : null;
    }
    if (value == null || t.is(i, "quarter") && !t.is(at, "of") && !t.is(at, "hour")) {
      return null;
    }
    at += t.is(at, "of") ? 1 : 0;
    at += t.isAny(at, "a", "an") ? 1 : 0;
    int unit = t.dash(at) ? at + 1 : at;
    boolean fits = t.is(unit, Role.PERIOD) || t.is(unit, "h") && t.glued(unit);
    return fits && !t.isAny(unit, "quarter", "quarters")
        ? new Amount(at, value, null, false)
        : null;
  }

  private boolean isSlashed(int i) {
    return t.is(i, Tokens.NUMBER) && t.is(i + 1, "/");
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Reads fractions and ordinals: "two-thirds", "3/4", "seventh", "21st". */
final class Fractions {
  private static final MathContext PRECISION = new MathContext(6);
  private static final BigDecimal LEAST_SHARE = new BigDecimal(100);

  private Fractions() {}

  static @Nullable Found at(Tokens t, int i) {
    boolean negative = t.isAny(i, "-", "−") && !t.glued(i) && t.glued(i + 1);
    int first = negative ? i + 1 : i;
    if (t.is(first, Tokens.NUMBER)) {
      int to = digits(t, first);
      return to > 0 && (negative || !t.is(i - 1, "/"))
          ? found(i, to, negative ? t.value(first).negate() : t.value(first), t.value(to - 1))
          : over(t, i);
    }
    if (t.is(i, Role.GLYPH)) {
      return Found.amount(
          i, i + 1, NumberKind.fraction, Numerals.number(t, i, Role.GLYPH), null, null);
    }
    Found spoken = spoken(t, i);
    spoken = spoken != null ? spoken : improper(t, i);
    return spoken != null ? spoken : over(t, i);
  }

  /** "thirty-two fifths", "a hundred thousand trillionths", "one twenty-fifth". */
  private static @Nullable Found improper(Tokens t, int i) {
    if (t.is(i, Tokens.NUMBER)) {
      return null;
    }
    Numerals.Numeral upper = Numerals.at(t, i);
    if (upper == null || upper.vague() || upper.digits()) {
      return null;
    }
    int at = t.dash(upper.to()) && t.glued(upper.to()) ? upper.to() + 1 : upper.to();
    int unit = t.dash(at + 1) ? at + 2 : at + 1;
    boolean tens =
        t.is(at, Role.TENS)
            && t.is(unit, Role.PART)
            && Numerals.number(t, unit, Role.PART).compareTo(BigDecimal.TEN) < 0;
    int part = tens ? unit : at;
    boolean plural = t.ends(Math.min(part, t.size() - 1), "s");
    boolean one = tens && upper.value().equals(BigDecimal.ONE) && !t.is(part + 1, Tokens.WORD);
    if (!t.is(part, Role.PART)
        || t.isAny(part, "second", "quarters", "halves")
        || !tens && t.is(part, "firsts")
        || !plural && !one
        || t.is(part + 1, Role.PERIOD)) {
      return null;
    }
    BigDecimal under = Numerals.number(t, part, Role.PART);
    return found(
        i, part + 1, upper.value(), tens ? under.add(Numerals.number(t, at, Role.TENS)) : under);
  }

  /** Where "3/4" ends, or 0. */
  private static int digits(Tokens t, int i) {
    boolean slashed =
        t.plainDigits(i)
            && t.is(i + 1, "/")
            && t.glued(i + 1)
            && t.glued(i + 2)
            && t.is(i + 2, Tokens.NUMBER)
            && t.plainDigits(i + 2)
            && t.length(i) < 4
            && t.length(i + 2) < 5
            && t.value(i + 2).signum() != 0
            && !t.is(i + 3, "/");
    return slashed ? i + 3 : 0;
  }

  /** "two-thirds", "a quarter of", "half the", "one sixth", "a hundredth". */
  private static @Nullable Found spoken(Tokens t, int i) {
    boolean a = t.is(i, "a");
    boolean counted = a || t.is(i, Role.SMALL);
    int part = counted ? (t.dash(i + 1) ? i + 2 : i + 1) : i;
    if (!t.is(part, Role.PART)
        || !counted && !t.is(i, "half")
        || t.isAny(part, "second", "firsts")
        || t.is(part + 1, Role.PERIOD)) {
      return null;
    }
    boolean plural = counted && t.text(part).endsWith("s");
    boolean of = t.is(part + 1, "of") || t.isAny(part + 1, "the", "majority");
    boolean cued = t.is(i - 1, Role.FRACTION_CUE);
    boolean alone = !t.is(part + 1, Tokens.WORD) || t.is(part + 1, Role.FUNCTION);
    boolean one = t.is(i, "one") || a && isShare(t, part);
    boolean hyphenated = part > i + 1;
    boolean share = alone && (cued || one && !t.isAny(i - 1, "for", "in", "by", "at", "each"));
    if (!of && !plural && !hyphenated && !share && !(cued && !counted)) {
      return null;
    }
    BigDecimal over = a || !counted ? BigDecimal.ONE : Numerals.number(t, i, Role.SMALL);
    return found(i, part + 1, over, Numerals.number(t, part, Role.PART));
  }

  /** "a quarter", "a hundredth", where "a third" may be the third of a row. */
  private static boolean isShare(Tokens t, int part) {
    return t.is(part, "quarter") || Numerals.number(t, part, Role.PART).compareTo(LEAST_SHARE) >= 0;
  }

  /** "one over three", with nothing counted by either. */
  private static @Nullable Found over(Tokens t, int i) {
    Numerals.Numeral upper = Numerals.at(t, i);
    if (upper == null || upper.vague() || !t.is(upper.to(), "over")) {
      return null;
    }
    Numerals.Numeral lower = Numerals.at(t, upper.to() + 1);
    boolean bare =
        lower != null
            && !lower.vague()
            && lower.value().signum() > 0
            && upper.value().abs().compareTo(lower.value()) < 0
            && upper.to() - i < 3
            && !t.is(lower.to(), Tokens.WORD)
            && !t.isAny(lower.to(), "%", "-", "/");
    return lower != null && bare ? found(i, lower.to(), upper.value(), lower.value()) : null;
  }

  private static Found found(int from, int to, BigDecimal over, BigDecimal under) {
    return Found.amount(from, to, NumberKind.fraction, over.divide(under, PRECISION), null, null);
  }

  static @Nullable Found ordinal(Tokens t, int i) {
    if (t.is(i, Tokens.NUMBER)
        && t.plainDigits(i)
        && t.glued(i + 1)
        && t.is(i + 1, Role.ORDINAL_SUFFIX)) {
      return Found.amount(i, i + 2, NumberKind.ordinal, t.value(i), null, null);
    }
    if (t.is(i, Role.TENS) && t.dash(i + 1) && t.is(i + 2, Role.ORDINAL)) {
      return Found.amount(
          i,
          i + 3,
          NumberKind.ordinal,
          Numerals.number(t, i, Role.TENS).add(Numerals.number(t, i + 2, Role.ORDINAL)),
          null,
          null);
    }
    if (!t.is(i, Role.ORDINAL)) {
      return null;
    }
    boolean adverb =
        !t.is(i + 1, Tokens.WORD)
            || t.is(i + 1, Role.FUNCTION)
            || t.is(i + 1, Role.FUNCTION_VERB)
            || t.is(i + 1, Role.ADVERB_AFTER);
    if (t.is(i, "first") && t.isAny(i + 1, "time", "place")) {
      return null;
    }
    boolean determined = t.isAny(i - 1, "the", "a", "his", "her", "its", "their", "s", "our", "my");
    if (adverb
        && (t.is(i, "first") || t.is(i, "second"))
        && !(determined && t.isAny(i + 1, "of", "to"))) {
      return null;
    }
    return Found.amount(
        i, i + 1, NumberKind.ordinal, Numerals.number(t, i, Role.ORDINAL), null, null);
  }
}

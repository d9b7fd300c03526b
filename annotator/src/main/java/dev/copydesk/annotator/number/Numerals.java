package dev.copydesk.annotator.number;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one plain number: digits, words, or both, without unit or context. */
final class Numerals {
  /** No spelled-out number of English news is longer; bounds the work at each token. */
  private static final int MOST_WORDS = 24;

  private static final int GREATEST_SCALE = 15;

  /** In digits, with the point; it and the greatest power keep what is raised to be written out. */
  private static final int LONGEST_BASE = 6;

  private static final int GREATEST_POWER = 30;

  /** A number over tokens [from, to). */
  record Numeral(int from, int to, BigDecimal value, boolean digits, boolean vague) {}

  private Numerals() {}

  static @Nullable Numeral at(Tokens t, int i) {
    if (i < 0 || i >= t.size()) {
      return null;
    }
    if (!t.remembers(i)) {
      t.remember(i, read(t, i));
    }
    return t.remembered(i);
  }

  private static @Nullable Numeral read(Tokens t, int i) {
    if (t.is(i, Tokens.NUMBER)) {
      return t.glued(i) && t.is(i - 1, Tokens.WORD) ? null : digits(t, i, 1);
    }
    if (t.isAny(i, "-", "−") && !t.glued(i) && t.is(i + 1, Tokens.NUMBER) && t.glued(i + 1)) {
      Numeral positive = digits(t, i + 1, -1);
      return new Numeral(i, positive.to, positive.value, true, false);
    }
    if (t.isAny(i, "minus", "negative") && !t.is(i - 1, Tokens.NUMBER)) {
      Numeral positive = t.is(i + 1, Tokens.NUMBER) ? digits(t, i + 1, 1) : words(t, i + 1);
      return positive == null
          ? null
          : new Numeral(i, positive.to, positive.value.negate(), positive.digits, false);
    }
    if (t.is(i, Role.VAGUE)) {
      int to = i + 1;
      BigDecimal value = number(t, i, Role.VAGUE);
      while (t.is(to, "of") && t.is(to + 1, Role.VAGUE) && to - i < 4) {
        value = value.multiply(number(t, to + 1, Role.VAGUE));
        to += 2;
      }
      return new Numeral(i, to, value, false, true);
    }
    if (t.is(i, Role.GLYPH)) {
      return new Numeral(i, i + 1, number(t, i, Role.GLYPH), false, false);
    }
    return words(t, i);
  }

  /** Digits whatever stands glued before them: "USD3.14". */
  static @Nullable Numeral glued(Tokens t, int i) {
    return t.is(i, Tokens.NUMBER) ? digits(t, i, 1) : null;
  }

  private static Numeral digits(Tokens t, int i, int sign) {
    BigDecimal value = t.value(i);
    int to = i + 1;
    if (t.is(to, Role.GLYPH)) {
      value = value.add(number(t, to++, Role.GLYPH));
    } else if (t.is(to, Tokens.NUMBER)
        && t.is(to + 1, "/")
        && t.is(to + 2, Tokens.NUMBER)
        && t.glued(to + 1)
        && t.glued(to + 2)
        && t.plainDigits(to)
        && t.plainDigits(to + 2)
        && t.length(to) < 3
        && t.length(to + 2) < 3
        && t.value(to + 2).signum() != 0) {
      value = value.add(t.value(to).divide(t.value(to + 2), 6, RoundingMode.HALF_UP));
      to += 3;
    } else {
      boolean point = t.is(to, "point") && t.is(to + 1, Tokens.NUMBER) && t.plainDigits(to + 1);
      if (point && t.plainDigits(i) && t.length(to + 1) < 7) { // "1 point 5"
        value = new BigDecimal(t.text(i) + '.' + t.text(to + 1));
        to += 2;
      }
      Part part = part(t, to);
      value = part == null ? value : value.add(part.value);
      to = part == null ? to : part.to;
    }
    Numeral raised = to == i + 1 ? raised(t, i, sign) : null;
    if (raised != null) {
      return raised;
    }
    int power10 = exponent(t, i);
    if (power10 != 0) {
      return new Numeral(
          i, i + 3, (sign < 0 ? value.negate() : value).scaleByPowerOfTen(power10), true, false);
    }
    if (t.glued(to) && t.is(to, Role.SUFFIX) && !t.text(to).equals("m")) {
      value = scale(value, t, to++, Role.SUFFIX);
    }
    int power = 0;
    while ((t.is(to, Role.SCALE) || (t.dash(to) && t.is(to + 1, Role.SCALE)))
        && power < GREATEST_SCALE) {
      to += t.dash(to) ? 1 : 0;
      power += number(t, to, Role.SCALE).intValue();
      value = scale(value, t, to++, Role.SCALE);
    }
    if (t.is(to, "dozen") || t.is(to, Role.VAGUE)) {
      value = value.multiply(t.is(to, Role.VAGUE) ? number(t, to, Role.VAGUE) : new BigDecimal(12));
      to++;
    }
    return new Numeral(i, to, sign < 0 ? value.negate() : value, true, false);
  }

  /** "10^-6", "2.5^2", a power of few digits; null for another number. */
  private static @Nullable Numeral raised(Tokens t, int i, int sign) {
    if (!t.is(i + 1, "^") || !t.glued(i + 1) || !t.glued(i + 2)) {
      return null;
    }
    boolean signed = t.isAny(i + 2, "-", "−", "+");
    int at = signed ? i + 3 : i + 2;
    if (!t.glued(at) || !t.plainDigits(at) || t.length(at) > 2 || t.length(i) > LONGEST_BASE) {
      return null;
    }
    BigDecimal base = t.value(i);
    int power = t.integer(at);
    boolean under = signed && !t.is(i + 2, "+");
    if (base.signum() == 0 || power > GREATEST_POWER) {
      return null;
    }
    BigDecimal value = base.pow(under ? -power : power, MathContext.DECIMAL64);
    return new Numeral(i, at + 1, sign < 0 ? value.negate() : value, true, false);
  }

  /** Of "1.3e6", with a point so that no code is taken for it; else 0. */
  static int exponent(Tokens t, int i) {
    boolean fits =
        t.is(i, Tokens.NUMBER)
            && !t.plainDigits(i)
            && t.is(i + 1, "e")
            && t.glued(i + 1)
            && t.glued(i + 2)
            && t.plainDigits(i + 2)
            && t.length(i + 2) < 3
            && !t.glued(i + 3);
    return fits && t.integer(i + 2) <= GREATEST_SCALE ? t.integer(i + 2) : 0;
  }

  private static @Nullable Numeral words(Tokens t, int i) {
    int at = i;
    BigDecimal total = BigDecimal.ZERO;
    BigDecimal current = null;
    if (t.isAny(i, "a", "an")) {
      if (t.is(i + 1, Role.GROUP)) {
        return t.is(i + 1, "dozen")
            ? new Numeral(i, i + 2, number(t, i + 1, Role.GROUP), false, false)
            : t.is(i + 1, "couple") && t.is(i + 2, "of")
                ? new Numeral(i, i + 2, number(t, i + 1, Role.GROUP), false, true)
                : null;
      }
      if (!t.is(i + 1, Role.SCALE)) {
        return null;
      }
      current = BigDecimal.ONE;
      at++;
    } else if (t.is(i, "half")
        && t.isAny(i + 1, "a", "an")
        && (t.is(i + 2, Role.SCALE) || t.is(i + 2, "dozen"))) {
      BigDecimal half = new BigDecimal("0.5");
      return new Numeral(
          i,
          i + 3,
          t.is(i + 2, "dozen") ? new BigDecimal(6) : scale(half, t, i + 2, Role.SCALE),
          false,
          false);
    } else if (!t.is(i, Role.SMALL) && !t.is(i, Role.TENS) && !t.is(i, "dozen")) {
      return null;
    }
    if (t.is(i, "dozen")) {
      return new Numeral(i, i + 1, new BigDecimal(12), false, false);
    }
    boolean openUnit = current == null;
    boolean openTens = current == null;
    int power = 0;
    while (at - i < MOST_WORDS) {
      if (t.is(at, Role.TENS) && openTens) {
        current = sum(current, number(t, at++, Role.TENS));
        openTens = false;
        if (t.dash(at) && t.is(at + 1, Role.SMALL)) {
          at++;
        }
        openUnit = t.is(at, Role.SMALL) && number(t, at, Role.SMALL).intValue() < 10;
      } else if (t.is(at, Role.SMALL) && openUnit) {
        current = sum(current, number(t, at++, Role.SMALL));
        openUnit = false;
        openTens = false;
      } else if (t.is(at, Role.SCALE) && current != null && power < GREATEST_SCALE) {
        int raise = number(t, at, Role.SCALE).intValue();
        power += raise;
        current = scale(current, t, at++, Role.SCALE);
        while (raise > 2 && t.is(at, Role.SCALE) && at - i < MOST_WORDS && power < GREATEST_SCALE) {
          power += number(t, at, Role.SCALE).intValue(); // "three lakh crore"
          current = scale(current, t, at++, Role.SCALE);
        }
        if (raise > 2) {
          total = total.add(current);
          current = null;
          power = 0;
        }
        openUnit = true;
        openTens = true;
      } else if (t.is(at, "and")
          && at > i
          && t.is(at - 1, Role.SCALE)
          && (t.is(at + 1, Role.SMALL) || t.is(at + 1, Role.TENS))
          && part(t, at) == null) {
        at++;
      } else if (t.dash(at) && t.is(at + 1, Role.SCALE) && t.glued(at)) {
        at++;
      } else {
        break;
      }
    }
    BigDecimal value = total.add(current == null ? BigDecimal.ZERO : current);
    if (t.is(at, "point") && t.is(at + 1, Role.SMALL)) {
      StringBuilder decimals = new StringBuilder(value.toPlainString()).append('.');
      for (at++; t.is(at, Role.SMALL) && at - i < MOST_WORDS; at++) {
        decimals.append(t.word(at).get(Role.SMALL));
      }
      value = new BigDecimal(decimals.toString());
      if (t.is(at, Role.SCALE)) {
        value = scale(value, t, at++, Role.SCALE);
      }
    } else {
      Part part = part(t, at);
      value = part == null ? value : value.add(part.value);
      at = part == null ? at : part.to;
      if (part != null && t.is(at, Role.SCALE)) { // "one and a half million"
        value = scale(value, t, at++, Role.SCALE);
      }
    }
    if (t.is(at, "dozen") || t.is(at, Role.VAGUE)) {
      value = value.multiply(t.is(at, Role.VAGUE) ? number(t, at, Role.VAGUE) : new BigDecimal(12));
      at++;
    }
    return new Numeral(i, at, value, false, false);
  }

  /** A part of one that ends before token {@code to}. */
  private record Part(int to, BigDecimal value) {}

  /** What follows a whole number: "and a half", "and three quarters", "and an eighth". */
  private static @Nullable Part part(Tokens t, int i) {
    if (!t.is(i, "and")) {
      return null;
    }
    boolean one = t.isAny(i + 1, "a", "an", "one") || t.isAny(i + 1, "half", "quarter");
    int at = t.isAny(i + 1, "half", "quarter") ? i + 1 : i + 2;
    boolean plural =
        t.is(i + 1, Role.SMALL)
            && t.is(at, Role.PART)
            && (t.ends(at, "s") || t.is(at, "quarter") && !t.is(i + 1, "one"));
    if (!plural && !(one && t.is(at, Role.PART)) || t.is(at, "second")) {
      return null;
    }
    BigDecimal over = plural ? number(t, i + 1, Role.SMALL) : BigDecimal.ONE;
    return new Part(at + 1, over.divide(number(t, at, Role.PART), 6, RoundingMode.HALF_UP));
  }

  private static BigDecimal sum(@Nullable BigDecimal a, BigDecimal b) {
    return a == null ? b : a.add(b);
  }

  private static BigDecimal scale(BigDecimal value, Tokens t, int i, Role role) {
    return value.scaleByPowerOfTen(number(t, i, role).intValue());
  }

  static BigDecimal number(Tokens t, int i, Role role) {
    return new BigDecimal(Objects.requireNonNull(t.word(i).get(role)));
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Amounts.Amount;
import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads ages: "aged 42", "at the age of 12", "42-year-old". */
final class Ages {
  private static final BigDecimal OLDEST = new BigDecimal(130);

  private final Tokens t;

  Ages(Tokens tokens) {
    this.t = tokens;
  }

  /** "aged 42", "age of 12 to 14"; the word of age is no part of it. */
  @Nullable Found aged(int i) {
    int at = t.is(i, "age") && t.is(i + 1, "of") ? i + 2 : i + 1;
    Numeral numeral = Numerals.at(t, at);
    if (numeral == null || numeral.vague() || numeral.value().compareTo(OLDEST) > 0) {
      return null;
    }
    int second = Ranges.second(t, numeral.to());
    Numeral last = second < 0 ? null : Numerals.at(t, second);
    return last != null && !last.vague() && last.value().compareTo(numeral.value()) > 0
        ? Found.amount(at, last.to(), NumberKind.age, numeral.value(), last.value(), "year")
        : Found.amount(at, numeral.to(), NumberKind.age, numeral.value(), null, "year");
  }

  /** The age that an amount of a unit makes which ends before token {@code to}, or null. */
  @Nullable Found old(int i, int to, Amount amount, String unit) {
    String value = amount.amount() == null ? null : Found.plain(amount.amount());
    String high = amount.high() == null ? null : Found.plain(amount.high());
    int old = t.dash(to) ? to + 1 : to;
    if (t.is(old, "old")) {
      return Found.of(i, old + 1, NumberKind.age).values(value, high, unit);
    }
    return t.is(to, "of") && t.is(to + 1, "age")
        ? Found.of(i, to + 2, NumberKind.age).values(value, high, unit)
        : null;
  }
}

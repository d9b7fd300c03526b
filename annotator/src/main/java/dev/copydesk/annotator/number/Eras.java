package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import dev.copydesk.annotator.number.Numerals.Numeral;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads years that only a word tells from counts: "79 AD", "300 BC", "the year 1066". */
final class Eras {
  private static final BigDecimal LEAST_SPELLED = new BigDecimal(100);
  private static final BigDecimal GREATEST_SPELLED = new BigDecimal(DateFields.LAST_YEAR);

  private final Tokens t;
  private final DateFields fields;

  Eras(Tokens tokens, DateFields fields) {
    this.t = tokens;
    this.fields = fields;
  }

  @Nullable Found at(int i) {
    if (fields.digits(i, 1, 4)) {
      int to = end(i + 1);
      return to > 0 && !isCounting(to) ? date(i, to, isBefore(i + 1), fields.integer(i)) : null;
    }
    if (t.is(i, "year")) {
      return named(i);
    }
    boolean anno = t.is(i, Role.ERA) && !isBefore(i) && end(i) == i + 1;
    return anno && fields.digits(i + 1, 1, 4) ? date(i, i + 2, false, fields.integer(i + 1)) : null;
  }

  /** A century with its era, "the 5th century BC", where one follows; else as it is. */
  Found century(Found century, Field count) {
    int to = end(century.to());
    return to > 0 && isBefore(century.to())
        ? CalendarDates.date(
            century.from(), to, String.format(Locale.ROOT, "BC%02dXX", count.value() - 1))
        : century;
  }

  /** "the year 1066", "the year one thousand": no year without it. */
  private @Nullable Found named(int i) {
    boolean definite = t.is(i - 1, "the") || t.startsSentence(i);
    Numeral year = definite ? Numerals.at(t, i + 1) : null;
    if (year == null
        || year.digits() && !fields.digits(i + 1, 3, 4)
        || year.to() > i + 2 && year.digits()
        || year.vague()
        || year.value().scale() > 0
        || year.value().compareTo(LEAST_SPELLED) < 0
        || year.value().compareTo(GREATEST_SPELLED) >= 0
        || isCounting(year.to())) {
      return null;
    }
    int to = end(year.to());
    return date(i, to > 0 ? to : year.to(), to > 0 && isBefore(year.to()), year.value().intValue());
  }

  /** Where "AD", "B.C." ends, or 0: capitals, as "ad" is a word. */
  private int end(int i) {
    if (t.is(i, Role.ERA)) {
      return t.capitalised(i) && t.text(i).equals(t.text(i).toUpperCase(Locale.ROOT)) ? i + 1 : 0;
    }
    boolean dotted =
        t.is(i + 1, ".")
            && t.glued(i + 1)
            && t.glued(i + 2)
            && t.is(i + 3, ".")
            && t.glued(i + 3)
            && (t.is(i, "b") && t.is(i + 2, "c") || t.is(i, "a") && t.is(i + 2, "d"));
    return dotted ? i + 4 : 0;
  }

  private boolean isBefore(int i) {
    return t.is(i, "b") || "BC".equals(t.word(i).get(Role.ERA));
  }

  private boolean isCounting(int i) {
    return t.is(i, Tokens.WORD) && !t.is(i, Role.FUNCTION)
        || t.dash(i) && t.glued(i)
        || t.isAny(i, "%", "/")
        || t.is(i, Role.ERA) && end(i) == 0;
  }

  private static Found date(int from, int to, boolean before, int year) {
    return CalendarDates.date(
        from, to, String.format(Locale.ROOT, before ? "BC%04d" : "%04d", year));
  }
}

package dev.copydesk.annotator.number;

import java.time.Month;
import java.time.Year;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the fields that dates are made of: days of the month, months and years. */
final class DateFields {
  static final int FIRST_YEAR = 1400;
  static final int LAST_YEAR = 2100;

  /** Before {@link #FIRST_YEAR} four digits are a year only behind a day and a month. */
  private static final int FIRST_OF_A_DAY = 1000;

  private static final int LONGEST_DAY = 31;

  /** Two digits up to here belong to this century. */
  private static final int PIVOT = 40;

  /** A field's value; it ends before token {@code to}. */
  record Field(int to, int value) {}

  private final Tokens t;

  DateFields(Tokens tokens) {
    this.t = tokens;
  }

  /** "7", "7th", "seventh", "twenty-first", "the 7th". */
  @Nullable Field day(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (digits(at, 1, 2) && !(t.glued(at) && t.is(at - 1, Tokens.WORD))) {
      boolean suffix = t.glued(at + 1) && t.is(at + 1, Role.ORDINAL_SUFFIX);
      return inMonth(suffix ? at + 2 : at + 1, integer(at));
    }
    if (t.is(at, Role.TENS)) {
      int unit = t.dash(at + 1) ? at + 2 : at + 1;
      int tens = number(at, Role.TENS);
      if (t.is(unit, Role.ORDINAL) && number(unit, Role.ORDINAL) < 10) {
        return inMonth(unit + 1, tens + number(unit, Role.ORDINAL));
      }
      return t.is(unit, Role.SMALL) && number(unit, Role.SMALL) < 10
          ? inMonth(unit + 1, tens + number(unit, Role.SMALL))
          : inMonth(at + 1, tens);
    }
    return t.is(at, Role.ORDINAL)
        ? inMonth(at + 1, number(at, Role.ORDINAL))
        : t.is(at, Role.SMALL) ? inMonth(at + 1, number(at, Role.SMALL)) : null;
  }

  /** "2013", "'13", "two thousand and eighteen". */
  @Nullable Field year(int i) {
    if (digits(i, 4, 4)) {
      int year = integer(i);
      return year >= FIRST_YEAR && year < LAST_YEAR ? new Field(i + 1, year) : null;
    }
    if (t.isAny(i, "'", "’") && t.glued(i + 1) && digits(i + 1, 2, 2)) {
      return new Field(i + 2, full(integer(i + 1)));
    }
    if (t.is(i, "two") && t.is(i + 1, "thousand")) {
      Numerals.Numeral numeral = Numerals.at(t, i);
      int year = numeral == null ? 0 : numeral.value().intValue();
      return numeral != null && year < LAST_YEAR ? new Field(numeral.to(), year) : null;
    }
    return null;
  }

  /** "nineteen seventy-eight", "nineteen oh one", "eighteen hundred": spoken by halves. */
  private @Nullable Field spoken(int i) {
    int century = t.is(i, Role.SMALL) ? number(i, Role.SMALL) : t.is(i, "twenty") ? 20 : 0;
    if (century < FIRST_YEAR / 100 || century > LAST_YEAR / 100) {
      return null;
    }
    int at = t.dash(i + 1) ? i + 2 : i + 1;
    if (t.is(at, "hundred") && !t.is(at + 1, Tokens.WORD)) {
      return new Field(at + 1, century * 100);
    }
    if (t.isAny(at, "zero", "oh") && t.is(at + 1, Role.SMALL) && number(at + 1, Role.SMALL) < 10) {
      return new Field(at + 2, century * 100 + number(at + 1, Role.SMALL));
    }
    if (t.is(at, Role.SMALL) && number(at, Role.SMALL) > 9) {
      return new Field(at + 1, century * 100 + number(at, Role.SMALL));
    }
    if (!t.is(at, Role.TENS)) {
      return null;
    }
    int year = century * 100 + number(at, Role.TENS);
    int unit = t.dash(at + 1) ? at + 2 : at + 1;
    boolean more = t.is(unit, Role.SMALL) && number(unit, Role.SMALL) < 10;
    return more ? new Field(unit + 1, year + number(unit, Role.SMALL)) : new Field(at + 1, year);
  }

  /** The year after a day or a month, with or without a comma; null where there is none. */
  @Nullable Field yearAfter(int i) {
    int at = t.isAny(i, ",", "of", "/") || t.dash(i) && t.glued(i) ? i + 1 : i;
    Field digits = year(at);
    Field year = digits != null ? digits : spoken(at);
    return year != null && t.dash(year.to) && t.is(year.to + 1, Tokens.NUMBER) && t.glued(year.to)
        ? null
        : year;
  }

  /** The year after a day of a month, which may be long ago or stand behind "in". */
  @Nullable Field yearAfterDay(int i) {
    Field year = yearAfter(t.is(i, "in") ? i + 1 : i);
    if (year != null) {
      return year;
    }
    int at = t.is(i, ",") ? i + 1 : i;
    boolean old = digits(at, 4, 4) && integer(at) >= FIRST_OF_A_DAY && integer(at) < FIRST_YEAR;
    return old && !t.is(at + 1, Tokens.WORD) && !t.dash(at + 1) && !t.isAny(at + 1, "/", ":", "%")
        ? new Field(at + 1, integer(at))
        : null;
  }

  boolean digits(int i, int shortest, int longest) {
    return t.is(i, Tokens.NUMBER)
        && t.length(i) >= shortest
        && t.length(i) <= longest
        && t.plainDigits(i);
  }

  /** The year that two digits stand for. */
  static int full(int twoDigits) {
    return twoDigits + (twoDigits < PIVOT ? 2000 : 1900);
  }

  /** Whether a day exists; year 0 stands for any year. */
  static boolean exists(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(year == 0 || Year.isLeap(year));
  }

  /** The digits at token i, of which there are few. */
  int integer(int i) {
    return t.integer(i);
  }

  int number(int i, Role role) {
    return Integer.parseInt(text(i, role));
  }

  String text(int i, Role role) {
    return Objects.requireNonNull(t.word(i).get(role));
  }

  private static @Nullable Field inMonth(int to, int day) {
    return day >= 1 && day <= LONGEST_DAY ? new Field(to, day) : null;
  }
}

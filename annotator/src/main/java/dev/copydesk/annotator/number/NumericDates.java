package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import java.time.Month;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads dates of digits: "2012-11-20", "13.5.2015", "11/20/12", "2019/Aug/01". */
final class NumericDates {
  private final Tokens t;
  private final DateFields fields;
  private final Anchor anchor;
  private final Tense tense;

  NumericDates(Tokens tokens, DateFields fields, Anchor anchor, Tense tense) {
    this.t = tokens;
    this.fields = fields;
    this.anchor = anchor;
    this.tense = tense;
  }

  /** "2017 April", "2016, Nov", "2019/Aug/01". */
  @Nullable Found yearMonth(int i) {
    Field year = fields.digits(i, 4, 4) ? fields.year(i) : null;
    if (year == null) {
      return null;
    }
    boolean mark = t.is(year.to(), "/") || t.dash(year.to()) || t.is(year.to(), ",");
    int at = mark ? year.to() + 1 : year.to();
    boolean slashed = joined(year.to()) && joined(at + 1);
    if (!t.is(at, Role.MONTH) || !t.capitalised(at) && t.is(at, Role.HOMONYM) && !slashed) {
      return null;
    }
    int month = fields.number(at, Role.MONTH);
    boolean joined = joined(year.to()) && joined(at + 1) && fields.digits(at + 2, 1, 2);
    if (joined && DateFields.exists(year.value(), month, fields.integer(at + 2))) {
      return CalendarDates.date(i, at + 3, year.value(), month, fields.integer(at + 2));
    }
    boolean next = fields.day(at + 1) != null || fields.yearAfter(at + 1) != null;
    return next || t.is(year.to(), ",") && t.is(i - 1, Tokens.NUMBER)
        ? null
        : CalendarDates.date(
            i, at + 1, String.format(Locale.ROOT, "%04d-%02d", year.value(), month));
  }

  /** "13.5.2015" is day first, "2015.5.13" year first. */
  private @Nullable Found dotted(int i) {
    String[] parts = t.text(i).split("\\.");
    int first = Integer.parseInt(parts[0]);
    int second = Integer.parseInt(parts[1]);
    int last = Integer.parseInt(parts[2]);
    boolean yearFirst = parts[0].length() == 4;
    boolean yearLast = parts[2].length() == 4 || parts[2].length() == 2 && parts[1].length() == 2;
    if (!yearFirst && !yearLast) {
      return null;
    }
    int year = yearFirst ? first : parts[2].length() == 4 ? last : DateFields.full(last);
    int day = yearFirst ? last : first;
    boolean monthFirst = second > 12 && day <= 12;
    int month = monthFirst ? day : second;
    day = monthFirst ? second : day;
    return year >= DateFields.FIRST_YEAR
            && year < DateFields.LAST_YEAR
            && DateFields.exists(year, month, day)
        ? CalendarDates.date(
            i, i + 1, String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day))
        : null;
  }

  /**
   * "2012-11-20", "11/20/2012" (month first unless it cannot be), "20/11/12", "2012-11".
   *
   * @param cued whether a day stands ahead, so that "5/12" is one too
   */
  @Nullable Found at(int i, boolean cued) {
    if (t.is(i, Tokens.DOTTED)) {
      return dotted(i);
    }
    if (!fields.digits(i, 1, 4) || !fields.digits(i + 2, 1, 4)) {
      return null;
    }
    if (!joined(i + 1)) {
      return spaced(i);
    }
    int first = fields.integer(i);
    int second = fields.integer(i + 2);
    boolean third = joined(i + 3) && fields.digits(i + 4, 1, 4) && t.is(i + 3, t.text(i + 1));
    if (!third) {
      boolean yearFirst = fields.year(i) != null && t.length(i + 2) < 3;
      boolean monthYear =
          t.length(i) < 3 && fields.year(i + 2) != null && (t.is(i + 1, "/") || t.dash(i + 1));
      if (yearFirst && second >= 1 && second <= 12 && !joined(i + 3)) {
        return CalendarDates.date(i, i + 3, String.format(Locale.ROOT, "%04d-%02d", first, second));
      }
      if (monthYear && first >= 1 && first <= 12) {
        return CalendarDates.date(i, i + 3, String.format(Locale.ROOT, "%04d-%02d", second, first));
      }
      boolean slashed =
          t.is(i + 1, "/")
              && t.length(i + 2) < 3
              && (cued || t.is(i - 1, Role.DAY_CUE) || t.isAny(i + 3, "at", "@"))
              && !t.is(i + 3, "of");
      boolean dayFirst = first > 12;
      int month = dayFirst ? second : first;
      int day = dayFirst ? first : second;
      boolean comma = t.is(i + 1, "/") && t.length(i + 2) < 3 && t.is(i + 3, ",");
      Field year = comma && fields.digits(i + 4, 4, 4) ? fields.year(i + 4) : null;
      if (year != null && DateFields.exists(year.value(), month, day)) { // "8/12, 2015"
        return CalendarDates.date(i, year.to(), year.value(), month, day);
      }
      return slashed && DateFields.exists(0, month, day)
          ? CalendarDates.date(i, i + 3, anchor.month(month, day, null, tense.ahead(i)))
          : null;
    }
    int last = fields.integer(i + 4);
    if (fields.year(i) != null) {
      return calendar(i, first, second, last);
    }
    boolean shortYear = t.length(i + 4) == 2;
    if (t.length(i) > 2 || t.length(i + 2) > 2 || !(shortYear || fields.year(i + 4) != null)) {
      return null;
    }
    int year = shortYear ? DateFields.full(last) : last;
    return first > 12 ? calendar(i, year, second, first) : calendar(i, year, first, second);
  }

  /** "2012 / 11", "11 -2012", "12 / 11 / 2012": with spaces, where a year tells it for a date. */
  private @Nullable Found spaced(int i) {
    boolean slash = t.is(i + 1, "/");
    boolean hyphen = t.is(i + 1, "-") && t.glued(i + 1) != t.glued(i + 2);
    if (!slash && !hyphen) {
      return null;
    }
    if (slash && t.is(i + 3, "/") && t.length(i) < 3 && t.length(i + 2) < 3) {
      Field year = fields.digits(i + 4, 4, 4) ? fields.year(i + 4) : null;
      int first = fields.integer(i);
      int second = fields.integer(i + 2);
      return year == null
          ? null
          : first > 12
              ? calendar(i, year.value(), second, first)
              : calendar(i, year.value(), first, second);
    }
    boolean yearFirst = t.length(i + 2) < 3 && fields.digits(i, 4, 4) && fields.year(i) != null;
    boolean yearLast = t.length(i) < 3 && fields.digits(i + 2, 4, 4) && fields.year(i + 2) != null;
    boolean alone = !t.is(i + 3, Tokens.WORD) && !t.is(i + 3, "/") && !t.dash(i + 3);
    int month = yearFirst ? fields.integer(i + 2) : fields.integer(i);
    int year = yearFirst ? fields.integer(i) : fields.integer(i + 2);
    return (yearFirst || yearLast) && alone && month >= 1 && month <= Month.values().length
        ? CalendarDates.date(i, i + 3, String.format(Locale.ROOT, "%04d-%02d", year, month))
        : null;
  }

  private boolean joined(int mark) {
    return (t.is(mark, "/") || t.is(mark, "-")) && t.glued(mark) && t.glued(mark + 1);
  }

  private static @Nullable Found calendar(int i, int year, int month, int day) {
    return month >= 1 && month <= Month.values().length && DateFields.exists(year, month, day)
        ? CalendarDates.date(i, i + 5, year, month, day)
        : null;
  }
}

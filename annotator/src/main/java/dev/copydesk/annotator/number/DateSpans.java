package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import dev.copydesk.schema.v1.NumberKind;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Puts two dates or times to a span: "March 3-5", "Monday to Friday", "2010-12". */
final class DateSpans {
  private final Tokens t;
  private final Dates dates;
  private final TimesOfDay times;
  private final DateFields fields;

  DateSpans(Tokens tokens, DateFields fields, Dates dates, TimesOfDay times) {
    this.t = tokens;
    this.fields = fields;
    this.dates = dates;
    this.times = times;
  }

  /**
   * Two dates with what they share said once: "March 3-5", "3 to 5 March", "between 3 and 12 of
   * Sept".
   */
  @Nullable Found shared(int i) {
    Field first =
        t.is(i, Tokens.NUMBER) || t.is(i, Role.SMALL) || t.is(i, "the") ? fields.day(i) : null;
    if (first != null) {
      int next = times.connector(first.to(), t.isAny(i - 1, "between"));
      Field day = next > 0 ? fields.day(next) : null;
      Found last = day != null && isDated(day.to()) ? dates.at(next) : null;
      if (last != null
          && isDay(last)
          && (t.is(last.from(), Tokens.NUMBER)
              || t.is(last.from(), "the")
              || t.is(last.from(), Role.SMALL))
          && last.timex() != null
          && (last.to() - next > 1)
          && fields.year(next) == null
          && !t.is(next + 1, "/")) {
        return span(i, last.to(), day(last.timex(), first.value()), last.timex());
      }
    }
    if (first != null && t.is(i - 1, "from")) {
      int next = times.connector(first.to(), false);
      Found last = next > 0 && t.is(next, Role.MONTH) ? dates.at(next) : null;
      if (last != null && isDay(last) && last.timex() != null) {
        return span(i, last.to(), day(last.timex(), first.value()), last.timex());
      }
    }
    Found month = t.is(i, Role.MONTH) ? dates.at(i) : null;
    if (month == null || !isDay(month)) {
      return null;
    }
    int next = times.connector(month.to(), t.is(i - 1, "between"));
    Field last = next > 0 ? fields.day(next) : null;
    if (last == null
        || t.is(last.to(), Role.MONTH)
        || t.is(last.to(), Tokens.WORD) && !t.is(last.to(), Role.FUNCTION)
        || t.isAny(last.to(), ":", "/")) {
      return null;
    }
    Field year = fields.yearAfter(last.to());
    String day = Objects.requireNonNull(month.timex());
    if (year != null) {
      day = year.value() + day.substring(4);
    }
    return span(i, year == null ? last.to() : year.to(), day, day(day, last.value()));
  }

  /** "last week from Tuesday to Friday", "Monday to Friday next week". */
  @Nullable Found ofWeek(int i) {
    boolean leading =
        t.is(i, Role.SHIFT) && t.is(i + 1, "week") && t.isAny(i + 2, "from", "between");
    int first = leading ? i + 3 : i;
    int next =
        t.is(first, Role.WEEKDAY) ? times.connector(first + 1, t.is(first - 1, "between")) : 0;
    int week = leading ? i : t.is(next + 1, "of") ? next + 2 : next + 1;
    if (next <= 0
        || !t.is(next, Role.WEEKDAY)
        || !t.is(week, Role.SHIFT)
        || !t.is(week + 1, "week")) {
      return null;
    }
    int from = fields.number(first, Role.WEEKDAY);
    int to = fields.number(next, Role.WEEKDAY);
    int shift = fields.number(week, Role.SHIFT);
    return span(
        i,
        leading ? next + 1 : week + 2,
        dates.anchor().inWeek(from, shift),
        dates.anchor().inWeek(to, to < from ? shift + 1 : shift));
  }

  /** "between now and May 3", "from now until the end of June". */
  @Nullable Found fromNow(int i) {
    if (!t.is(i, Role.PRESENT) || !t.isAny(i - 1, "between", "from")) {
      return null;
    }
    int next = times.connector(i + 1, t.is(i - 1, "between"));
    Found last = next > 0 ? dates.at(next) : null;
    LocalDate today = dates.anchor().day();
    Timex bounds = last == null ? null : Timex.of(last.timex());
    return last == null || today == null || bounds == null || bounds.last().isBefore(today)
        ? null
        : span(i, last.to(), today.toString(), String.valueOf(last.timex()));
  }

  /** Whether a month may follow a day's number. */
  private boolean isDated(int i) {
    return t.is(i, Role.MONTH)
        || t.is(i, Role.SHIFT)
        || t.isAny(i, "of", "day")
        || (t.dash(i) || t.isAny(i, "/", ".")) && t.is(i + 1, Role.MONTH);
  }

  /** A date or time and the one it runs to: "Monday to Friday", "2010-2012", "May 3 - June 5". */
  Found joined(Found first, IntFunction<@Nullable Found> single) {
    int next = times.connector(first.to(), t.is(first.from() - 1, "between"));
    boolean weekday = t.is(first.from(), Role.WEEKDAY) || t.is(next, Role.WEEKDAY);
    if (next <= 0
        || t.is(next - 1, "to")
            && !t.is(first.from() - 1, "from")
            && t.is(first.from() - 1, Role.FUNCTION)
            && (weekday || !t.is(next, Tokens.NUMBER) && !t.is(next, Role.MONTH))) {
      return first;
    }
    Found last = single.apply(t.is(next, "the") && t.is(next + 1, Role.MONTH) ? next + 1 : next);
    if (last == null
        || last.kind() != first.kind()
        || last.valueEnd() != null
        || last.timex() == null
        || first.timex() == null) {
      return shortYear(first, next);
    }
    int in = t.is(last.to(), "in") ? last.to() + 1 : last.to();
    Field year = yearless(last) ? fields.yearAfter(in) : null;
    String end = year == null ? last.timex() : onYear(last.timex(), year.value());
    int to = year == null ? last.to() : year.to();
    String start = first.timex();
    if (yearless(first) && start.length() > 6 && end.length() > 6) {
      boolean told = year != null || !yearless(last);
      start = told ? end.substring(0, 4) + start.substring(4) : start;
      Timex a = Timex.of(start);
      Timex b = Timex.of(end);
      if (a != null && b != null && b.last().isBefore(a.first())) { // over the turn of a year
        boolean back = told || a.first().getMonthValue() < b.last().getMonthValue();
        start = back ? onYear(start, a.first().getYear() - 1) : start;
        end = back ? end : onYear(end, b.last().getYear() + 1);
      }
    }
    Timex from = Timex.of(start);
    Timex until = Timex.of(end);
    if (t.is(next, Role.WEEKDAY)
        && from != null
        && until != null
        && until.last().isBefore(from.first())) {
      end = until.last().plusWeeks(1).toString();
    }
    return span(first.from(), to, start, end).kind(first.kind());
  }

  /** A day or a month of no year. */
  private boolean yearless(Found date) {
    boolean month = false;
    for (int k = date.from(); k < date.to(); k++) {
      month |= t.is(k, Role.MONTH) || t.is(k, "/");
      if (fields.year(k) != null || t.is(k, Role.SHIFT)) {
        return false;
      }
    }
    return month;
  }

  private static String onYear(String timex, int year) {
    return String.format(Locale.ROOT, "%04d", year) + timex.substring(4);
  }

  /** "2010-12". */
  private Found shortYear(Found first, int next) {
    Timex bounds = Timex.of(first.timex());
    return bounds != null
            && String.valueOf(first.timex()).length() == 4
            && t.dash(next - 1)
            && t.glued(next)
            && fields.digits(next, 2, 2)
            && fields.integer(next) > bounds.first().getYear() % 100
        ? span(
            first.from(),
            next + 1,
            String.valueOf(first.timex()),
            String.valueOf(first.timex()).substring(0, 2) + t.text(next))
        : first;
  }

  static boolean isDay(Found date) {
    String timex = date.timex();
    return timex != null
        && date.kind() == NumberKind.date
        && date.mod() == null
        && (timex.length() == 10 && !timex.endsWith("WE") || timex.startsWith("XXXX-WXX-"))
        && !timex.endsWith("REF");
  }

  private static String day(String timex, int day) {
    return timex.substring(0, 8) + String.format(Locale.ROOT, "%02d", day);
  }

  /** "2014-06-10T17" is on the hour. */
  private static String toTheMinute(String time) {
    int clock = time.indexOf('T') + 1;
    return clock > 0
            && time.length() == clock + 2
            && Character.isDigit(time.charAt(clock))
            && Character.isDigit(time.charAt(clock + 1))
        ? time + ":00"
        : time;
  }

  private static Found span(int from, int to, String start, String end) {
    Timex first = Timex.of(start);
    Timex last = Timex.of(end);
    return Found.of(from, to, NumberKind.date)
        .values(
            first == null ? toTheMinute(start) : first.first().toString(),
            last == null ? toTheMinute(end) : last.last().toString(),
            null)
        .timex(start + '/' + end);
  }
}

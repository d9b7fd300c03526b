package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads dates told from today: "last year", "tomorrow", "the rest of the week", "on the 15th". */
final class RelativeDates {
  private final Tokens t;
  private final Anchor anchor;
  private final DateFields fields;
  private final CalendarDates calendar;
  private final Tense tense;

  RelativeDates(
      Tokens tokens, DateFields fields, Anchor anchor, CalendarDates calendar, Tense tense) {
    this.t = tokens;
    this.fields = fields;
    this.anchor = anchor;
    this.calendar = calendar;
    this.tense = tense;
  }

  @Nullable Found at(int i) {
    Found best = Dates.longer(shifted(i), deictic(i));
    best = Dates.longer(best, rest(i));
    return Dates.longer(best, definite(i));
  }

  /** "last year", "next week", "this summer", "the week of October 6th", "the year after next". */
  private @Nullable Found shifted(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, Role.PERIOD) && t.is(at + 1, "after")) {
      int next = t.is(at + 2, "the") ? at + 3 : at + 2;
      return t.is(next, "next") && !t.is(next + 1, Tokens.WORD)
              || t.is(next, "next") && t.is(next + 1, Role.FUNCTION)
          ? CalendarDates.date(i, next + 1, anchor.period(fields.text(at, Role.PERIOD), 2))
          : null;
    }
    if (t.is(at, "week") && t.is(at + 1, Role.WEEK_OF)) {
      int day = at + 2;
      Found found = Dates.longer(calendar.monthDay(day), calendar.dayMonth(day));
      Timex bounds = found == null ? null : Timex.of(found.timex());
      return found == null || bounds == null
          ? null
          : CalendarDates.date(i, found.to(), Timex.week(bounds.first()));
    }
    if (at > i && t.is(at, "same") && t.isAny(at + 1, "day", "week", "month", "year")) {
      boolean alone = !t.is(at + 2, Tokens.WORD) || t.is(at + 2, Role.FUNCTION);
      return alone && !t.dash(at + 2)
          ? CalendarDates.date(i, at + 2, Anchor.open(t.text(at + 1)))
          : null;
    }
    boolean past = t.is(at, "past") && at == i; // "the past week" is a duration
    if (!t.is(at, Role.SHIFT) && !past) {
      return null;
    }
    int shift = past ? -1 : fields.number(at, Role.SHIFT);
    int unit = at + 1;
    if (t.is(unit, Role.SEASON)) {
      return CalendarDates.date(i, unit + 1, anchor.season(fields.text(unit, Role.SEASON), shift));
    }
    if (t.is(unit, Role.REPORTING) && t.is(unit + 1, "year")) {
      String year = anchor.period("year", shift);
      return CalendarDates.date(i, unit + 2, fields.text(unit, Role.REPORTING) + year);
    }
    if (!t.is(unit, Role.PERIOD)
        || t.isAny(unit, "hour", "minute", "second", "sec", "min", "night")
        || t.ends(unit, "s")) {
      return null;
    }
    if (t.is(unit, "week")
            && t.isAny(unit + 1, "'", "’")
            && t.is(unit + 2, "s")
            && t.is(unit + 3, Role.WEEKDAY)
        || t.is(unit, "week") && t.is(unit + 1, Role.WEEKDAY) && t.capitalised(unit + 1)) {
      int day = t.is(unit + 1, Role.WEEKDAY) ? unit + 1 : unit + 3;
      return CalendarDates.date(i, day + 1, anchor.inWeek(fields.number(day, Role.WEEKDAY), shift));
    }
    return CalendarDates.date(i, unit + 1, anchor.period(fields.text(unit, Role.PERIOD), shift));
  }

  private @Nullable Found deictic(int i) {
    Found season = season(i);
    if (season != null) {
      return season;
    }
    if (t.is(i, Role.DEICTIC)) {
      return CalendarDates.date(i, i + 1, anchor.days(fields.number(i, Role.DEICTIC)));
    }
    if (t.is(i, "the") && t.is(i + 1, "weekend")) {
      return CalendarDates.date(i, i + 2, anchor.period("weekend", 0));
    }
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, "day") && t.is(at + 1, "after") && t.is(at + 2, "tomorrow")) {
      return CalendarDates.date(i, at + 3, anchor.days(2));
    }
    if (t.is(at, "day") && t.is(at + 1, "before") && t.is(at + 2, "yesterday")) {
      return CalendarDates.date(i, at + 3, anchor.days(-2));
    }
    return dayOfMonth(i);
  }

  private @Nullable Found season(int i) {
    boolean bare = t.is(i, Role.SEASON) && t.isAny(i - 1, "in", "by", "until", "since");
    boolean definite =
        t.is(i, Role.SEASON)
            && t.is(i - 1, "the")
            && t.isAny(i - 2, "in", "by", "until", "since", "during");
    if (!bare && !definite
        || t.is(i, "fall") && !definite && !t.capitalised(i)
        || t.is(i + 1, Tokens.WORD) && !t.is(i + 1, Role.FUNCTION)) {
      return null;
    }
    return CalendarDates.date(i, i + 1, anchor.season(fields.text(i, Role.SEASON), null));
  }

  /** "on the 15th", "20th of next month", and nothing that it counts. */
  private @Nullable Found dayOfMonth(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    Field day = calendar.ordinal(at);
    if (day == null) {
      day = t.is(at, Tokens.NUMBER) ? fields.day(at) : null;
    }
    if (day == null || day.value() > CalendarDates.LONGEST_MONTH) {
      return null;
    }
    Found month = ofMonth(i, day);
    if (month != null) {
      return month;
    }
    boolean alone = !t.is(day.to(), Tokens.WORD) || t.is(day.to(), Role.FUNCTION);
    return t.is(i, "the")
            && t.isAny(i - 1, "on", "until", "by", "from", "since", "for")
            && t.is(at, Tokens.NUMBER)
            && day.to() > at + 1
            && alone
            && !t.isAny(day.to(), "of", "and")
            && !t.dash(day.to())
        ? CalendarDates.date(i, day.to(), anchor.dayOfMonth(day.value(), tense.ahead(i)))
        : null;
  }

  /** "20th of next month". */
  private @Nullable Found ofMonth(int i, Field day) {
    int of = t.is(day.to(), "of") ? day.to() + 1 : day.to();
    int shift = t.is(of, "the") ? of + 1 : of;
    if (!t.is(shift, Role.SHIFT) || !t.is(shift + 1, "month")) {
      return null;
    }
    String month = anchor.period("month", fields.number(shift, Role.SHIFT));
    return CalendarDates.date(i, shift + 2, month + String.format("-%02d", day.value()));
  }

  /** "the rest of the week": from today up to its last day. */
  private @Nullable Found rest(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (!t.is(at, Role.REST) || !t.is(at + 1, "of") || !t.is(at + 3, Role.PERIOD)) {
      return null;
    }
    boolean current = t.is(at + 2, Role.CURRENT) || t.is(at + 2, "this");
    Timex bounds = current ? Timex.of(anchor.period(fields.text(at + 3, Role.PERIOD), 0)) : null;
    LocalDate today = anchor.day();
    if (bounds == null || today == null) {
      return null;
    }
    String last = bounds.last().toString();
    return CalendarDates.date(i, at + 4, today + "/" + last).values(today.toString(), last, null);
  }

  /** "for the year", "ended the day": the one that goes on, if nothing else is told of it. */
  private @Nullable Found definite(int i) {
    int unit = i + 1;
    boolean said =
        t.is(i, "the")
            && t.is(i - 1, Role.DEFINITE_CUE)
            && t.isAny(unit, "day", "week", "month", "quarter", "year");
    boolean alone =
        !t.is(unit + 1, Tokens.WORD)
                && !t.is(unit + 1, Tokens.NUMBER)
                && !t.dash(unit + 1)
                && !t.isAny(unit + 1, "'", "’")
            || t.is(unit + 1, Role.AFTER_DEFINITE);
    return said && alone
        ? CalendarDates.date(i, unit + 1, anchor.period(fields.text(unit, Role.PERIOD), 0))
        : null;
  }
}

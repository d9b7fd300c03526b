package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.DateFields.Field;
import dev.copydesk.schema.v1.NumberKind;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads dates of every sort: those of the calendar, relative ones, and parts of each. */
final class Dates {
  private final Tokens t;
  private final Anchor anchor;
  private final DateFields fields;
  private final CalendarDates calendar;
  private final Holidays holidays;
  private final Tense tense;

  Dates(Tokens tokens, Anchor anchor, Holidays holidays) {
    this.t = tokens;
    this.anchor = anchor;
    this.holidays = holidays;
    this.fields = new DateFields(tokens);
    this.tense = new Tense(tokens);
    this.calendar = new CalendarDates(tokens, fields, anchor, tense);
  }

  @Nullable Found at(int i) {
    Found part = part(i);
    return part != null ? part : longer(nth(i), whole(i));
  }

  /** A date that is not a part of another: parts nest no deeper, which keeps the scan linear. */
  private @Nullable Found whole(int i) {
    Found best = longer(weekday(i), shifted(i));
    best = longer(longer(best, calendar.monthDay(i)), calendar.dayMonth(i));
    best = longer(longer(best, calendar.numeric(i)), calendar.era(i));
    best = longer(longer(best, calendar.fraction(i)), calendar.year(i));
    best = longer(longer(best, deictic(i)), holidays.at(t, i, fields, anchor, tense));
    return best == null ? null : withYear(trailingWeekday(best));
  }

  /** "early 2009", "the end of May", "mid-June", "the beginning of the year". */
  private @Nullable Found part(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, Role.EDGE) && t.is(at + 1, "of")) {
      int next = t.is(at + 2, "the") ? at + 3 : at + 2;
      boolean current =
          t.is(next, Role.PERIOD) && !t.text(next).endsWith("s") && !t.is(next + 1, "of");
      Found whole =
          current && !t.isAny(next, "night", "hour", "minute", "second")
              ? CalendarDates.date(next, next + 1, anchor.period(fields.text(next, Role.PERIOD), 0))
              : whole(next);
      return whole == null ? null : whole.span(i, whole.to()).mod(t.word(at).get(Role.EDGE));
    }
    if (at == i && t.is(at, Role.PHASE)) {
      int next = t.dash(at + 1) ? at + 2 : t.is(at + 1, "in") ? at + 2 : at + 1;
      Found whole =
          t.is(next, Role.PHASE) || t.is(next, "the") && !calendarNear(next) ? null : whole(next);
      return whole == null || t.is(next, Role.PRESENT)
          ? null
          : whole.span(i, whole.to()).mod(t.word(at).get(Role.PHASE));
    }
    return null;
  }

  private boolean calendarNear(int the) {
    return t.is(the + 1, Tokens.NUMBER) || t.is(the + 1, Role.DECADE);
  }

  /** "last Monday of March", "the third week of 2027", "first day of next month". */
  private @Nullable Found nth(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    Field count = t.is(at, "last") ? new Field(at + 1, -1) : calendar.ordinal(at);
    if (count != null && count.value() > 0 && t.is(count.to(), "last")) {
      count = new Field(count.to() + 1, -count.value());
    }
    if (count == null
        || !t.isAny(count.to() + 1, "of", "in")
        || !t.is(count.to(), Role.WEEKDAY) && !t.is(count.to(), Role.PERIOD)) {
      return null;
    }
    int from = t.is(count.to() + 2, "the") ? count.to() + 3 : count.to() + 2;
    Found whole =
        t.isAny(from, "month", "year", "week")
            ? CalendarDates.date(from, from + 1, anchor.period(t.text(from), 0))
            : whole(from);
    Timex bounds = whole == null ? null : Timex.of(whole.timex());
    if (whole == null || bounds == null && !String.valueOf(whole.timex()).startsWith("XXXX")) {
      return null;
    }
    String timex =
        bounds == null
            ? null
            : t.is(count.to(), Role.WEEKDAY)
                ? bounds.weekday(
                    DayOfWeek.of(fields.number(count.to(), Role.WEEKDAY)), count.value())
                : bounds.part(fields.text(count.to(), Role.PERIOD), count.value());
    return CalendarDates.date(i, whole.to(), timex == null ? whole.timex() : timex);
  }

  private @Nullable Found weekday(int i) {
    Integer shift = t.is(i, Role.SHIFT) ? (Integer) fields.number(i, Role.SHIFT) : null;
    int at = shift == null ? i : i + 1;
    boolean short_ = t.length(Math.min(at, t.size() - 1)) < 6;
    if (!t.is(at, Role.WEEKDAY)
        || t.glued(at + 1) && t.is(at + 1, Tokens.NUMBER)
        || short_ && !t.capitalised(at)
        || t.isAny(at, "sun", "sat")
            && !t.isAny(at + 1, ",", ".")
            && !t.is(at + 1, Tokens.NUMBER)) {
      return null;
    }
    int rest = t.is(at + 1, ".") && short_ && !t.endsSentence(at + 1) ? at + 2 : at + 1;
    int next = t.is(rest, ",") ? rest + 1 : t.is(rest, "the") ? rest + 1 : rest;
    Found full =
        shift == null
            ? longer(
                calendar.monthDay(next),
                t.is(next, Tokens.NUMBER)
                    ? longer(calendar.dayMonth(next), calendar.numeric(next))
                    : null)
            : null;
    if (full != null && (t.is(full.to() - 1, Tokens.NUMBER) || full.to() - next > 1)) {
      return full.span(i, full.to());
    }
    int weekday = fields.number(at, Role.WEEKDAY);
    int week = t.isAny(rest, "of", "in") ? rest + 1 : rest;
    if (shift == null && t.is(week, Role.SHIFT) && t.is(week + 1, "week")) {
      return CalendarDates.date(
          i, week + 2, anchor.inWeek(weekday, fields.number(week, Role.SHIFT)));
    }
    return CalendarDates.date(i, rest, anchor.weekday(weekday, shift, tense.ahead(i)));
  }

  /** "last year", "next week", "this summer", "the week of October 6th", "the year after next". */
  private @Nullable Found shifted(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, Role.PERIOD) && t.is(at + 1, "after") && t.is(at + 2, "next")) {
      return CalendarDates.date(i, at + 3, anchor.period(fields.text(at, Role.PERIOD), 2));
    }
    if (t.is(at, "week") && t.isAny(at + 1, "of", "starting", "beginning", "ending")) {
      int day = at + 2;
      Found found = longer(calendar.monthDay(day), calendar.dayMonth(day));
      Timex bounds = found == null ? null : Timex.of(found.timex());
      return found == null || bounds == null
          ? null
          : CalendarDates.date(i, found.to(), Timex.week(bounds.first()));
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
    if (!t.is(unit, Role.PERIOD)
        || t.isAny(unit, "hour", "minute", "second", "sec", "min", "night")
        || t.text(unit).endsWith("s")) {
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
    boolean season = t.is(i, Role.SEASON) && t.isAny(i - 1, "in", "by", "until", "since");
    if (season
        || t.is(i, Role.SEASON)
            && t.is(i - 1, "the")
            && t.isAny(i - 2, "in", "by", "until", "since", "during")) {
      return t.is(i, "fall") && !t.is(i - 1, "the") && !t.capitalised(i)
              || t.is(i + 1, Tokens.WORD) && !t.is(i + 1, Role.FUNCTION)
          ? null
          : CalendarDates.date(i, i + 1, anchor.season(fields.text(i, Role.SEASON), null));
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
    // "on the 15th", and nothing that it counts
    Field day =
        t.is(i, "the") && t.isAny(i - 1, "on", "until", "by", "from", "since")
            ? calendar.ordinal(at)
            : null;
    if (day != null
        && t.is(at, Tokens.NUMBER)
        && day.value() <= 31
        && (!t.is(day.to(), Tokens.WORD)
            || t.is(day.to(), Role.FUNCTION) && !t.isAny(day.to(), "of", "and"))) {
      return CalendarDates.date(i, day.to(), anchor.dayOfMonth(day.value(), tense.ahead(i)));
    }
    return null;
  }

  /** "October of next year", "March next year". */
  private Found withYear(Found found) {
    String timex = String.valueOf(found.timex());
    int at = t.isAny(found.to(), "of", ",", "in") ? found.to() + 1 : found.to();
    boolean yearless =
        t.is(found.to() - 1, Role.MONTH)
            || t.is(found.to() - 2, Role.MONTH)
            || t.is(found.to() - 3, Role.MONTH);
    if (!yearless
        || !t.is(at, Role.SHIFT)
        || !t.is(at + 1, "year")
        || timex.length() < 7
        || timex.charAt(4) != '-') {
      return found;
    }
    return found
        .span(found.from(), at + 2)
        .timex(anchor.period("year", fields.number(at, Role.SHIFT)) + timex.substring(4));
  }

  /** "Jul 18, Fri". */
  private Found trailingWeekday(Found found) {
    boolean day =
        Timex.of(found.timex()) instanceof Timex(LocalDate first, LocalDate last)
            && first.equals(last);
    return day
            && t.is(found.to(), ",")
            && t.is(found.to() + 1, Role.WEEKDAY)
            && t.is(found.to() - 1, Tokens.NUMBER)
            && !t.is(found.to() + 2, ",")
        ? found.span(found.from(), found.to() + 2)
        : found;
  }

  static @Nullable Found longer(@Nullable Found a, @Nullable Found b) {
    return a == null || b != null && b.to() > a.to() ? b : a;
  }

  Anchor anchor() {
    return anchor;
  }

  /** "now" where it is an answer to when: kept apart, for it is a moment and no day. */
  @Nullable Found present(int i) {
    boolean right = t.is(i, "right") && t.is(i + 1, "now");
    return right ? Found.of(i, i + 2, NumberKind.time).timex("PRESENT_REF") : null;
  }
}

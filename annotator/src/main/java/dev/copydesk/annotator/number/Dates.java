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
  private final Eras eras;
  private final Holidays holidays;
  private final NumericDates numeric;
  private final RelativeDates relative;
  private final Tense tense;

  Dates(Tokens tokens, Anchor anchor, Holidays holidays) {
    this.t = tokens;
    this.anchor = anchor;
    this.holidays = holidays;
    this.fields = new DateFields(tokens);
    this.tense = new Tense(tokens);
    this.calendar = new CalendarDates(tokens, fields, anchor, tense);
    this.eras = new Eras(tokens, fields);
    this.numeric = new NumericDates(tokens, fields, anchor, tense);
    this.relative = new RelativeDates(tokens, fields, anchor, calendar, tense);
  }

  @Nullable Found at(int i) {
    Found part = part(i);
    return part != null ? part : longer(nth(i), whole(i));
  }

  /** A date that is not a part of another: parts nest no deeper, which keeps the scan linear. */
  private @Nullable Found whole(int i) {
    Found best = longer(weekday(i), relative.at(i));
    best = longer(longer(best, calendar.monthDay(i)), calendar.dayMonth(i));
    best = longer(longer(best, numeric.at(i, false)), calendar.era(i));
    best = longer(longer(best, calendar.fraction(i)), calendar.year(i));
    best = longer(best, eras.at(i));
    best = longer(longer(best, numeric.yearMonth(i)), holidays.at(t, i, fields, anchor, tense));
    return best == null ? null : withYear(trailingWeekday(best));
  }

  /** "early 2009", "the end of May", "mid-June", "the beginning of the year". */
  private @Nullable Found part(int i) {
    int at = t.is(i, "the") ? i + 1 : i;
    if (t.is(at, Role.DAY_END)) { // "by EOD"
      return CalendarDates.date(i, at + 1, anchor.period(fields.text(at, Role.DAY_END), 0))
          .mod("END");
    }
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
    if (at == i && t.is(at, Role.PHASE) && t.is(at + 1, "in")) {
      int unit = t.is(at + 2, Role.CURRENT) || t.is(at + 2, "this") ? at + 3 : 0;
      if (t.is(unit, Role.PERIOD) && !t.ends(unit, "s") && !t.is(unit + 1, "of")) {
        return t.isAny(unit, "night", "hour", "minute", "second")
            ? null
            : phased(
                i,
                CalendarDates.date(at, unit + 1, anchor.period(fields.text(unit, Role.PERIOD), 0)));
      }
    }
    if (at == i && t.is(at, Role.PHASE)) {
      int next = t.dash(at + 1) ? at + 2 : t.is(at + 1, "in") ? at + 2 : at + 1;
      Found whole =
          t.is(next, Role.PHASE) || t.is(next, "the") && !calendarNear(next) ? null : whole(next);
      return whole == null || t.is(next, Role.PRESENT) ? null : phased(i, whole);
    }
    return null;
  }

  /** "late May" is its last third; "later this year" is from today on. */
  private Found phased(int i, Found whole) {
    Found found = whole.span(i, whole.to()).mod(t.word(i).get(Role.PHASE));
    LocalDate today = anchor.day();
    Timex bounds = Timex.of(whole.timex());
    boolean later = t.is(i, "later");
    if (!later && !t.is(i, "earlier")
        || bounds == null
        || today == null
        || today.isBefore(bounds.first())
        || today.isAfter(bounds.last())) {
      return found;
    }
    LocalDate from = later ? today : bounds.first();
    LocalDate to = later ? bounds.last() : today;
    return from.equals(to) ? found : found.values(from.toString(), to.toString(), null);
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
    boolean linked = count != null && t.isAny(count.to() + 1, "of", "in");
    if (count == null
        || !linked && !t.is(count.to() + 1, Role.SHIFT)
        || !t.is(count.to(), Role.WEEKDAY) && !t.is(count.to(), Role.PERIOD)) {
      return null;
    }
    int after = linked ? count.to() + 2 : count.to() + 1;
    int from = t.is(after, "the") ? after + 1 : after;
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
        || short_ && t.length(at) < 4 && !t.capitalised(at)
        || t.isAny(at, "sun", "sat")
            && !t.is(at - 1, "on")
            && !t.isAny(at + 1, ",", ".")
            && !t.is(at + 1, Tokens.NUMBER)) {
      return null;
    }
    int rest = t.is(at + 1, ".") && short_ && !t.endsSentence(at + 1) ? at + 2 : at + 1;
    int next = t.is(rest, ",") ? rest + 1 : t.is(rest, "the") ? rest + 1 : rest;
    boolean digits = t.is(next, Tokens.NUMBER) || t.is(next, Tokens.DOTTED);
    Found full = digits ? numeric.at(next, true) : null;
    full =
        shift == null
            ? longer(full, longer(calendar.monthDay(next), calendar.dayMonth(next)))
            : full;
    if (full != null && (t.is(full.to() - 1, Tokens.NUMBER) || full.to() - next > 1)) {
      return full.span(i, full.to());
    }
    Field nth = t.is(rest, "the") ? calendar.ordinal(rest + 1) : null;
    boolean day = nth != null && nth.value() > 0 && nth.value() <= CalendarDates.LONGEST_MONTH;
    if (nth != null && day && nth.to() > rest + 2 && shift == null) {
      int named = fields.number(at, Role.WEEKDAY);
      return CalendarDates.date(i, nth.to(), anchor.dayOfMonth(nth.value(), named, tense.ahead(i)));
    }
    int weekday = fields.number(at, Role.WEEKDAY);
    int week = t.isAny(rest, "of", "in") ? rest + 1 : rest;
    if (shift == null && t.is(week, Role.SHIFT) && t.is(week + 1, "week")) {
      return CalendarDates.date(
          i, week + 2, anchor.inWeek(weekday, fields.number(week, Role.SHIFT)));
    }
    return CalendarDates.date(i, rest, anchor.weekday(weekday, shift, tense.ahead(i)));
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

  /** "now" where it is an answer to when, at the end of what is said: a moment and no day. */
  @Nullable Found present(int i) {
    int now = t.isAny(i, "right", "just") ? i + 1 : i;
    boolean ends = !t.is(now + 1, Tokens.WORD) && !t.is(now + 1, Tokens.NUMBER) && !t.dash(now + 1);
    return t.is(now, Role.PRESENT) && (t.is(i, "right") || ends && !t.is(now + 1, ","))
        ? Found.of(i, now + 1, NumberKind.time).timex("PRESENT_REF")
        : null;
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Clocks.Clock;
import dev.copydesk.annotator.number.DateFields.Field;
import dev.copydesk.schema.v1.NumberKind;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts dates and times of day together, and two of either to a span. */
final class Moments {
  private final Tokens t;
  private final Dates dates;
  private final Clocks clocks;
  private final DateFields fields;
  private final Anchor anchor;

  /** Times of day over tokens up to {@code to}: one, a span, or a part of the day. */
  private record Hours(int to, String start, @Nullable String end, @Nullable String mod) {}

  Moments(Tokens tokens, Anchor anchor, Holidays holidays) {
    this.t = tokens;
    this.anchor = anchor;
    this.dates = new Dates(tokens, anchor, holidays);
    this.clocks = new Clocks(tokens);
    this.fields = new DateFields(tokens);
  }

  @Nullable Found at(int i) {
    Found span = shared(i);
    if (span != null) {
      return span;
    }
    Found first = single(i);
    if (first == null) {
      return dates.present(i);
    }
    return first.valueEnd() != null ? first : joined(first);
  }

  /** Gives a date that lasts for more than a day its first and its last day. */
  static Found bounded(Found found) {
    Timex bounds =
        found.kind() == NumberKind.date && found.value() == null && found.mod() == null
            ? Timex.of(found.timex())
            : null;
    return bounds == null || bounds.first().equals(bounds.last())
        ? found
        : found.values(bounds.first().toString(), bounds.last().toString(), null);
  }

  /** A day, a time, or a day with a time. */
  private @Nullable Found single(int i) {
    Found date = dates.at(i);
    if (date != null) {
      return timed(date);
    }
    if (t.isAny(i, "tonight", "tonite")) {
      Hours at = hours(t.isAny(i + 1, "at", "@", ",") ? i + 2 : i + 1, true);
      return at != null && t.isAny(i + 1, "at", "@", ",")
          ? time(i, at.to, anchor.days(0), evening(at))
          : time(i, i + 1, anchor.days(0), new Hours(i + 1, "TNI", null, null));
    }
    int shifted =
        t.is(i, Role.SHIFT) || t.isAny(i, "late", "early") && t.is(i + 1, Role.SHIFT) ? 1 : 0;
    if (shifted > 0) {
      int at = t.is(i, Role.SHIFT) ? i : i + 1;
      int shift = fields.number(at, Role.SHIFT);
      if (!t.is(at + 1, Role.DAYPART)
          || t.text(at + 1).endsWith("s")
          || shift != 0 && !t.is(at + 1, "night")) {
        return null;
      }
      Found part =
          time(
              i,
              at + 2,
              anchor.days(shift),
              new Hours(at + 2, "T" + fields.text(at + 1, Role.DAYPART), null, null));
      return t.isAny(at + 2, "at", "@")
          ? exact(part, anchor.days(shift), fields.text(at + 1, Role.DAYPART), at + 3)
          : part;
    }
    Hours hours = hours(i, false);
    Hours bare = hours != null ? hours : hours(i, true);
    if (bare == null) {
      return null;
    }
    Found dated = dated(i, bare);
    if (dated != null) {
      return dated;
    }
    return hours == null || part(bare) ? null : time(i, bare.to, null, bare);
  }

  /** A time that stands before its day: "5 p.m. on Friday", "8 tonight", "morning of May 3". */
  private @Nullable Found dated(int i, Hours hours) {
    int at = hours.to;
    if (t.isAny(at, "tonight", "tonite")) {
      return part(hours) ? null : time(i, at + 1, anchor.days(0), evening(hours));
    }
    boolean linked = t.isAny(at, "on", "of", ",", "(");
    Found date = dates.at(linked ? at + 1 : at);
    if (date == null
        || !day(date)
        || part(hours) && !t.isAny(at, "on", "of", ",")
        || !linked
            && t.is(at, Tokens.NUMBER)
            && t.is(at + 1, Tokens.WORD)
            && !t.is(at + 1, Role.MONTH)) {
      return null;
    }
    Found found = timed(date);
    String timex = String.valueOf(found.timex());
    if (!found.equals(date) && timex.matches(".*T[A-Z]{2}")) {
      return time(i, found.to(), date.timex(), inPart(hours, timex.substring(timex.length() - 2)));
    }
    return time(i, date.to(), date.timex(), hours);
  }

  /** A day and the time after it: "Friday at 5 p.m.", "tomorrow night", "May 3, 10:00". */
  private Found timed(Found date) {
    if (!day(date)) {
      return date;
    }
    int at = date.to();
    boolean cue = false;
    if (t.is(at, "in") && t.is(at + 1, "the") && t.is(at + 2, Role.DAYPART)) {
      at += 2;
    } else if (t.isAny(at, "at", "@", ",", "from", "for")) {
      cue = t.isAny(at, "at", "@");
      at++;
      if (t.isAny(at, "at", "about", "around", "from", "@")) {
        cue = true;
        at++;
      }
    }
    Hours hours = hours(at, cue || at == date.to() && range(at));
    if (hours == null || part(hours) && t.is(at - 1, ",") || t.is(at - 1, "for") && part(hours)) {
      return date;
    }
    Found found = time(date.from(), hours.to, date.timex(), hours);
    boolean more = part(hours) && t.isAny(hours.to, "at", "@");
    return more ? exact(found, date.timex(), hours.start.substring(1), hours.to + 1) : found;
  }

  /** "Saturday morning at 9": the hour is in that part of the day. */
  private Found exact(Found part, @Nullable String day, String code, int i) {
    Hours hours = hours(i, true);
    return hours == null || part(hours)
        ? part
        : time(part.from(), hours.to, day, inPart(hours, code));
  }

  private static Hours evening(Hours hours) {
    return inPart(hours, "EV");
  }

  private static Hours inPart(Hours hours, String code) {
    if (code.equals("MO") || part(hours)) {
      return hours;
    }
    String end = hours.end == null ? null : later(hours.end);
    return new Hours(hours.to, later(hours.start), end, hours.mod);
  }

  private static String later(String time) {
    int hour = Integer.parseInt(time.substring(1, 3));
    return hour < 12 ? "T" + (hour + 12) + time.substring(3) : time;
  }

  private boolean range(int i) {
    Clock first = clocks.at(i);
    return first != null
        && connector(first.to(), false) > 0
        && clocks.at(connector(first.to(), false)) != null;
  }

  /** The times at token i; a bare number is an hour only where {@code loose} says so. */
  private @Nullable Hours hours(int i, boolean loose) {
    int phase = t.is(i, Role.PHASE) ? (t.dash(i + 1) ? i + 2 : i + 1) : i;
    if (t.is(phase, Role.DAYPART)) {
      String mod = phase > i ? t.word(i).get(Role.PHASE) : null;
      return new Hours(phase + 1, "T" + fields.text(phase, Role.DAYPART), null, mod);
    }
    Clock first = clocks.at(i);
    if (first == null) {
      return null;
    }
    int next = connector(first.to(), t.is(i - 1, "between"));
    Clock last = next > 0 ? clocks.at(next) : null;
    if (last != null
        && (first.sure() || last.sure() || loose)
        && (last.sure()
            || !t.is(last.to(), Tokens.WORD)
            || t.is(last.to(), Role.FUNCTION)
            || t.is(last.to(), Role.DEICTIC))) {
      if (!first.half() && last.half() && first.hour() < 12) {
        int hour = first.hour() + 12;
        boolean fits =
            last.hour() >= 12 && hour * 60 + Math.max(0, first.minute()) < last.minutes();
        first = fits ? first.with(first.to(), hour) : first;
      } else if (first.half()
              && !last.half()
              && last.minutes() <= first.minutes()
              && last.hour() < 12
          || !first.half()
              && !last.half()
              && last.minutes() <= first.minutes()
              && last.hour() < 12) {
        last = last.with(last.to(), last.hour() + 12);
      }
      return new Hours(last.to(), first.full(), last.full(), null);
    }
    return first.sure() || loose && !unit(first.to())
        ? new Hours(first.to(), first.timex(), null, null)
        : null;
  }

  private boolean unit(int i) {
    return t.is(i, Tokens.WORD)
            && !t.is(i, Role.FUNCTION)
            && !t.is(i, Role.DEICTIC)
            && !t.is(i, Role.WEEKDAY)
            && !t.isAny(i, "tonight", "tonite")
        || t.isAny(i, "%", "$", "/", ".") && t.glued(i + 1)
        || t.dash(i);
  }

  /**
   * Two dates with what they share said once: "March 3-5", "3 to 5 March", "between 3 and 12 of
   * Sept".
   */
  private @Nullable Found shared(int i) {
    Field first =
        t.is(i, Tokens.NUMBER) || t.is(i, Role.SMALL) || t.is(i, "the") ? fields.day(i) : null;
    if (first != null) {
      int next = connector(first.to(), t.isAny(i - 1, "between"));
      Found last = next > 0 && fields.day(next) != null ? dates.at(next) : null;
      if (last != null
          && day(last)
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
    Found month = t.is(i, Role.MONTH) ? dates.at(i) : null;
    if (month == null || !day(month)) {
      return null;
    }
    int next = connector(month.to(), t.is(i - 1, "between"));
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

  /** A date or time and the one it runs to: "Monday to Friday", "2010-2012", "May 3 - June 5". */
  private Found joined(Found first) {
    int next = connector(first.to(), t.is(first.from() - 1, "between"));
    if (next <= 0
        || t.is(next - 1, "to")
            && !t.is(first.from() - 1, "from")
            && t.is(first.from() - 1, Role.FUNCTION)) {
      return first;
    }
    Found last = single(t.is(next, "the") && t.is(next + 1, Role.MONTH) ? next + 1 : next);
    if (last == null
        || last.kind() != first.kind()
        || last.valueEnd() != null
        || last.timex() == null
        || first.timex() == null) {
      return shortYear(first, next);
    }
    String start = first.timex();
    String end = last.timex();
    boolean sameMonths =
        t.is(last.to() - 1, Tokens.NUMBER)
            && t.is(first.to() - 1, Tokens.NUMBER)
            && start.length() == end.length();
    if (sameMonths
        && day(last)
        && fields.year(first.to() - 1) == null
        && fields.year(last.to() - 1) != null
        && start.length() == 10) {
      start = end.substring(0, 4) + start.substring(4);
    }
    Timex from = Timex.of(start);
    Timex to = Timex.of(end);
    if (t.is(next, Role.WEEKDAY)
        && from != null
        && to != null
        && to.last().isBefore(from.first())) {
      end = to.last().plusWeeks(1).toString();
    }
    return span(first.from(), last.to(), start, end).kind(first.kind());
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

  /** Where what follows "to", a dash or, after "between", "and" starts; else 0. */
  private int connector(int i, boolean between) {
    int next =
        t.dash(i) || t.is(i, Role.UNTIL) || between && t.is(i, "and") || t.is(i, "/") && !t.glued(i)
            ? i + 1
            : 0;
    return next > 0 && t.is(next, "from") ? 0 : next;
  }

  private static boolean part(Hours hours) {
    return hours.start.length() == 3 && Character.isLetter(hours.start.charAt(1));
  }

  private static boolean day(Found date) {
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

  private Found time(int from, int to, @Nullable String day, Hours hours) {
    String stated = day != null ? day : anchor.known() ? anchor.days(0) : "";
    Found found = Found.of(from, to, NumberKind.time).mod(hours.mod);
    return hours.end == null
        ? found.timex(stated + hours.start)
        : found
            .values(stated + hours.start, stated + hours.end, null)
            .timex(stated + hours.start + '/' + stated + hours.end);
  }

  private static Found span(int from, int to, String start, String end) {
    Timex first = Timex.of(start);
    Timex last = Timex.of(end);
    return Found.of(from, to, NumberKind.date)
        .values(
            first == null ? start : first.first().toString(),
            last == null ? end : last.last().toString(),
            null)
        .timex(start + '/' + end);
  }
}

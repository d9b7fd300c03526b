package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.TimesOfDay.Hours;
import dev.copydesk.schema.v1.NumberKind;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Puts dates and times of day together, and two of either to a span. */
final class Moments {
  private final Tokens t;
  private final Dates dates;
  private final TimesOfDay times;
  private final DateFields fields;
  private final Anchor anchor;
  private final DateSpans spans;

  Moments(Tokens tokens, Anchor anchor, Holidays holidays, TimesOfDay times) {
    this.t = tokens;
    this.anchor = anchor;
    this.dates = new Dates(tokens, anchor, holidays);
    this.fields = new DateFields(tokens);
    this.times = times;
    this.spans = new DateSpans(tokens, fields, dates, times);
  }

  @Nullable Found at(int i) {
    Found span = spans.shared(i);
    span = span == null ? spans.ofWeek(i) : span;
    span = span == null ? spans.fromNow(i) : span;
    if (span != null) {
      return span;
    }
    Found first = single(i);
    if (first == null) {
      return dates.present(i);
    }
    return first.valueEnd() != null ? first : spans.joined(first, this::single);
  }

  /** Gives a date that lasts for more than a day its first and its last day. */
  static Found bounded(Found found) {
    Timex whole =
        found.kind() == NumberKind.date && found.value() == null ? Timex.of(found.timex()) : null;
    String mod = found.mod();
    Timex bounds = whole == null || mod == null ? whole : whole.phase(mod);
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
      boolean cue = isCue(i + 1) || t.is(i + 1, ",");
      Hours at = times.at(cue ? i + 2 : i + 1, true);
      return at != null && cue
          ? time(i, at.to(), anchor.days(at.isSmall() ? 1 : 0), at.in("NI"))
          : time(i, i + 1, anchor.days(0), Hours.part(i + 1, "NI"));
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
              i, at + 2, anchor.days(shift), Hours.part(at + 2, fields.text(at + 1, Role.DAYPART)));
      return t.isAny(at + 2, "at", "@")
          ? exact(part, anchor.days(shift), fields.text(at + 1, Role.DAYPART), at + 3)
          : part;
    }
    Hours hours = times.at(i, false);
    if (hours != null && hours.isPart() && t.isAny(hours.to(), "at", "@")) {
      Hours exact = times.at(hours.to() + 1, true); // "in the evening at eight"
      if (exact != null && !exact.isPart()) {
        return time(i, exact.to(), null, exact.in(hours.start().substring(1)));
      }
    }
    boolean cue =
        t.is(i - 1, Role.HOUR_CUE)
            || t.startsSentence(i)
                && (t.isAny(i + 1, "tonight", "tonite") || t.is(i + 1, Role.DEICTIC));
    Hours bare = hours != null || !cue ? hours : times.at(i, true);
    if (bare == null) {
      return null;
    }
    Found dated = dated(i, bare);
    if (dated != null) {
      return dated;
    }
    return hours == null || bare.isPart() && !toldPart(i, bare)
        ? null
        : time(i, bare.to(), null, bare);
  }

  /** "in the afternoon", "late night": a part of the day that the article's own day has. */
  private boolean toldPart(int i, Hours part) {
    boolean named = t.is(part.to(), Tokens.WORD) && t.capitalised(part.to()) || t.capitalised(i);
    boolean definite = t.is(i - 1, "the") && t.isAny(i - 2, "in", "during", "throughout");
    return !named
        && !t.is(part.to(), "of")
        && !t.ends(part.to() - 1, "s")
        && (definite || part.mod() != null || t.is(part.to(), Role.MARKET) && t.is(i - 1, "in"));
  }

  /** A time that stands before its day: "5 p.m. on Friday", "8 tonight", "morning of May 3". */
  private @Nullable Found dated(int i, Hours hours) {
    int at = hours.to();
    if (t.isAny(at, "tonight", "tonite")) {
      return hours.isPart()
          ? null
          : time(i, at + 1, anchor.days(hours.isSmall() ? 1 : 0), hours.in("NI"));
    }
    boolean linked = t.isAny(at, "on", "of", ",", "(");
    int next = linked ? at + 1 : at;
    if (!hours.isPart() && t.is(next, Role.SHIFT) && t.is(next + 1, Role.DAYPART)) {
      int shift = fields.number(next, Role.SHIFT);
      Hours told = hours.in(fields.text(next + 1, Role.DAYPART));
      return shift > 0 ? null : time(i, next + 2, anchor.days(shift), told);
    }
    Found date = dates.at(next);
    if (date == null
        || !DateSpans.isDay(date)
        || hours.isPart() && hours.mod() == null && !t.isAny(at, "on", "of", ",")
        || !linked
            && t.is(at, Tokens.NUMBER)
            && t.is(at + 1, Tokens.WORD)
            && !t.is(at + 1, Role.MONTH)) {
      return null;
    }
    Found found = timed(date);
    String timex = String.valueOf(found.timex());
    boolean part = timex.length() > 3 && timex.charAt(timex.length() - 3) == 'T';
    if (!found.equals(date) && part && Character.isLetter(timex.charAt(timex.length() - 1))) {
      return time(i, found.to(), date.timex(), hours.in(timex.substring(timex.length() - 2)));
    }
    return time(i, date.to(), date.timex(), hours);
  }

  /** A day and the time after it: "Friday at 5 p.m.", "tomorrow night", "May 3, 10:00". */
  Found timed(Found date) {
    if (!DateSpans.isDay(date)) {
      return date;
    }
    int at = date.to();
    boolean cue = false;
    int in = t.is(at, ",") ? at + 1 : at;
    if (t.is(in, "in") && t.is(in + 1, "the") && times.part(in + 2) != null) {
      at = in + 2;
    } else if (isCue(at) || t.is(at, ",") || t.dash(at) && !t.glued(at)) {
      cue = t.isAny(at, "at", "@", "between");
      at++;
      if (isCue(at)) {
        cue = true;
        at++;
      }
    } else if (t.isAny(at, "am", "pm")
        && (!t.is(at + 1, Tokens.WORD) || t.is(at + 1, Role.FUNCTION) && !t.is(at + 1, "i"))) {
      return time(date.from(), at + 1, date.timex(), Hours.part(at + 1, half(at)));
    }
    Hours hours = times.at(at, cue || at == date.to() && times.isSpan(at));
    if (hours == null
        || hours.isPart()
            && (t.is(at - 1, ",") || t.is(at - 1, "for") || t.is(at - 1, Role.BOUND))) {
      return date;
    }
    if (t.is(date.from(), Role.WEEKDAY)
        && date.to() == date.from() + 1
        && t.is(hours.to(), Role.SHIFT)
        && t.is(hours.to() + 1, "week")) { // "Wednesday evening next week"
      int weekday = fields.number(date.from(), Role.WEEKDAY);
      int week = fields.number(hours.to(), Role.SHIFT);
      return time(date.from(), hours.to() + 2, anchor.inWeek(weekday, week), hours);
    }
    String bound = t.word(at - 1).get(Role.BOUND);
    Found found = time(date.from(), hours.to(), date.timex(), hours);
    if (bound != null && !hours.isPart() && hours.end() == null) {
      return found.mod(bound);
    }
    boolean more = hours.isPart() && t.isAny(hours.to(), "at", "@", "from", "between");
    return more ? exact(found, date.timex(), hours.start().substring(1), hours.to() + 1) : found;
  }

  private boolean isCue(int i) {
    return t.is(i, Role.TIME_CUE) || t.is(i, Role.BOUND) || t.is(i, "@");
  }

  private String half(int i) {
    return t.is(i, "am") ? "MO" : "AF";
  }

  /** "Saturday morning at 9": the hour is in that part of the day. */
  private Found exact(Found part, @Nullable String day, String code, int i) {
    Hours hours = times.at(i, true);
    return hours == null || hours.isPart()
        ? part
        : time(part.from(), hours.to(), day, hours.in(code));
  }

  private Found time(int from, int to, @Nullable String day, Hours hours) {
    String stated = day != null ? day : anchor.known() ? anchor.days(0) : "";
    Found found = Found.of(from, to, NumberKind.time).mod(hours.mod());
    if (hours.end() == null) {
      return found.timex(stated + hours.start());
    }
    String start = stated + hours.start();
    String end = (hours.overnight() ? dayAfter(stated) : stated) + hours.end();
    return found.values(start, end, null).timex(start + '/' + end);
  }

  /** "10 p.m. to 3 a.m." ends on the next day. */
  private static String dayAfter(String day) {
    return Timex.of(day) instanceof Timex(LocalDate first, LocalDate last) && first.equals(last)
        ? first.plusDays(1).toString()
        : day;
  }
}

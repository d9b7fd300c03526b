package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Clocks.Clock;
import org.jspecify.annotations.Nullable;

/** Reads when of a day: a time, a span of two, or a part such as the morning. */
final class TimesOfDay {
  private final Tokens t;
  private final Clocks clocks;
  private final DateFields fields;

  /**
   * Times of day over tokens up to {@code to}: one, a span, or a part of the day.
   *
   * @param start TIMEX3 from its T on, as is {@code end}
   * @param half whether the text says which half of the day it is
   */
  record Hours(int to, String start, @Nullable String end, @Nullable String mod, boolean half) {

    /** A part of the day, by its TIMEX3 code. */
    static Hours part(int to, String code) {
      return new Hours(to, "T" + code, null, null, true);
    }

    /** Whether it ends on the day after. */
    boolean overnight() {
      return end != null && end.substring(1, 6).compareTo(start.substring(1, 6)) <= 0;
    }

    boolean isPart() {
      return start.length() == 3 && Character.isLetter(start.charAt(1));
    }

    /** The same hours where the part of the day that they are in is known. */
    Hours in(String code) {
      if (code.equals("MO") || isPart() || half) {
        return this;
      }
      boolean night = code.equals("NI") && isSmall();
      return night
          ? this
          : new Hours(to, afternoon(start), end == null ? null : afternoon(end), mod, true);
    }

    /** Whether at night it is after midnight. */
    boolean isSmall() {
      return !isPart() && !half && hour(start) < 5;
    }

    private static String afternoon(String time) {
      int hour = hour(time);
      return hour < 12 ? "T" + (hour + 12) + time.substring(3) : time;
    }

    private static int hour(String time) {
      return Integer.parseInt(time.substring(1, 3));
    }
  }

  TimesOfDay(Tokens tokens, DateFields fields) {
    this.t = tokens;
    this.fields = fields;
    this.clocks = new Clocks(tokens);
  }

  /** The times at token i; a bare number is an hour only where {@code loose} says so. */
  @Nullable Hours at(int i, boolean loose) {
    Hours part = part(i);
    if (part != null) {
      return part;
    }
    Clock first = clocks.at(i);
    if (first == null) {
      return null;
    }
    int next = connector(first.to(), t.is(i - 1, "between"));
    Clock last = next > 0 ? clocks.at(next) : null;
    if (last != null
        && (first.sure() || last.sure() || loose)
        && (last.sure() || !t.is(last.to(), Tokens.WORD) || follows(last.to()))) {
      return span(first, last);
    }
    return first.sure() || loose && !unit(first.to())
        ? new Hours(first.to(), first.timex(), null, null, first.half())
        : null;
  }

  /** "morning", "late night", "mid-afternoon". */
  @Nullable Hours part(int i) {
    boolean apart = t.is(i, Role.PHASE) && !t.is(i, Role.DAYPART); // but "midmorning"
    int phase = apart ? (t.dash(i + 1) ? i + 2 : i + 1) : i;
    if (!t.is(phase, Role.DAYPART) || t.is(i, "mid") && t.is(phase, "night")) {
      return null;
    }
    String mod = t.word(i).get(Role.PHASE);
    return new Hours(phase + 1, "T" + fields.text(phase, Role.DAYPART), null, mod, true);
  }

  /** Whether two bare hours stand at token i: "3 to 5". */
  boolean isSpan(int i) {
    Clock first = clocks.at(i);
    int next = first == null ? 0 : connector(first.to(), false);
    return next > 0 && clocks.at(next) != null;
  }

  /** Where what follows "to", a dash or, after "between", "and" starts; else 0. */
  int connector(int i, boolean between) {
    boolean linked =
        t.dash(i)
            || t.is(i, Role.UNTIL)
            || between && t.is(i, "and")
            || t.is(i, "~")
            || t.is(i, "/") && !t.glued(i);
    return linked && !t.is(i + 1, "from") ? i + 1 : 0;
  }

  /** The half of the day that one end tells holds for the other. */
  private static Hours span(Clock first, Clock last) {
    Clock start = first;
    Clock end = last;
    if (!first.half() && last.half() && first.hour() < 12) {
      int hour = first.hour() + 12;
      boolean fits = last.hour() >= 12 && hour * 60 + Math.max(0, first.minute()) < last.minutes();
      boolean overnight = last.hour() < first.hour(); // "11 to 3 a.m."
      start = fits || overnight ? first.with(first.to(), hour) : first;
    } else if (!last.half() && last.minutes() <= first.minutes() && last.hour() < 12) {
      boolean sameDay = last.minutes() + 12 * 60 > first.minutes();
      end = sameDay ? last.with(last.to(), last.hour() + 12) : last;
    }
    return new Hours(last.to(), start.full(), end.full(), null, first.half() || last.half());
  }

  private boolean unit(int i) {
    return t.is(i, Tokens.WORD)
            && !follows(i)
            && !t.is(i, Role.WEEKDAY)
            && !t.is(i, Role.EVERY)
            && !t.isAny(i, "tonight", "tonite")
        || t.isAny(i, "%", "$", "/", ".") && t.glued(i + 1)
        || t.dash(i);
  }

  private boolean follows(int i) {
    return t.is(i, Role.FUNCTION) || t.is(i, Role.DEICTIC);
  }
}

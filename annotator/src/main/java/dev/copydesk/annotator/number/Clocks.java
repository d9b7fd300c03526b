package dev.copydesk.annotator.number;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times of day: "14:58 UTC", "3 p.m.", "noon", "half past eight in the evening". */
final class Clocks {
  private static final int NONE = -1;
  private static final int NOON = 12;

  /**
   * A time of day that ends before token {@code to}; minute and second are -1 where none is said.
   *
   * @param sure whether it is known for a time and its half of the day is told
   */
  record Clock(int to, int hour, int minute, int second, boolean sure, boolean half, String zone) {
    /** As precise as it is said: "T15", "T15:30". */
    String timex() {
      return 'T' + shown() + zone;
    }

    /** To the minute at least. */
    String full() {
      return minute == NONE ? String.format(Locale.ROOT, "T%02d:00", hour) + zone : timex();
    }

    Clock with(int newTo, int newHour) {
      return new Clock(newTo, newHour, minute, second, true, true, zone);
    }

    int minutes() {
      return hour * 60 + Math.max(0, minute);
    }

    private String shown() {
      return second != NONE
          ? String.format(Locale.ROOT, "%02d:%02d:%02d", hour, minute, second)
          : minute != NONE
              ? String.format(Locale.ROOT, "%02d:%02d", hour, minute)
              : String.format(Locale.ROOT, "%02d", hour);
    }
  }

  private final Tokens t;

  Clocks(Tokens tokens) {
    this.t = tokens;
  }

  /** A time at token i, be it sure or a bare number that may be an hour. */
  @Nullable Clock at(int i) {
    Clock clock = spoken(i);
    clock = clock != null ? clock : written(i);
    if (clock == null) {
      return null;
    }
    clock = half(clock);
    boolean zoned = clock.sure && t.is(clock.to, Role.ZONE) && t.capitalised(clock.to);
    if (!zoned) {
      return clock;
    }
    String zone = String.valueOf(t.word(clock.to).get(Role.ZONE));
    return new Clock(
        clock.to + 1,
        clock.hour,
        clock.minute,
        clock.second,
        true,
        clock.half,
        zone.equals("+00:00") ? "Z" : zone);
  }

  /** "noon", "12 midnight", "half past eight", "a quarter to seven", "20 min past eight". */
  private @Nullable Clock spoken(int i) {
    int word = t.isAny(i, "12", "twelve") ? i + 1 : i;
    word =
        t.is(word, "mid") && t.is(word + 1, "day")
            ? word + 1
            : t.is(word, "mid") && t.dash(word + 1) && t.is(word + 2, "day") ? word + 2 : word;
    boolean midday = t.is(word, "day") && word > i && t.is(i, "mid");
    if (midday || t.is(word, Role.CLOCK)) {
      int hour = midday ? NOON : Integer.parseInt(String.valueOf(t.word(word).get(Role.CLOCK)));
      return new Clock(word + 1, hour, NONE, NONE, true, true, "");
    }
    int night = t.is(i, "mid") ? (t.dash(i + 1) ? i + 2 : i + 1) : 0;
    if (night > 0 && t.is(night, "night")) {
      return new Clock(night + 1, 0, NONE, NONE, true, true, "");
    }
    int at = t.is(i, "a") ? i + 1 : i;
    int minutes = t.is(at, "half") ? 30 : t.is(at, "quarter") ? 15 : minute(at);
    if (minutes <= 0) {
      return null;
    }
    int to = minuteEnd(at);
    if (t.isAny(to, "minutes", "minute", "mins", "min")) {
      to++;
    }
    boolean before = t.isAny(to, "to", "till", "before", "of");
    if (!before && !t.isAny(to, "past", "after")) {
      return null;
    }
    boolean named = t.isAny(at, "half", "quarter") || to > minuteEnd(at);
    Clock hour = written(to + 1);
    if (hour == null
        || hour.minute != NONE && !(before && named)
        || hour.hour > NOON && hour.half
        || before && !named
        || !named && t.is(to, "after") && !hour.sure && meridiem(hour.to) == 0
        || before && t.is(to, "of")) {
      return null;
    }
    int total = (hour.minutes() + (before ? -minutes : minutes) + 1440) % 1440;
    return new Clock(hour.to, total / 60, total % 60, NONE, true, hour.half, "");
  }

  private @Nullable Clock written(int i) {
    if (t.is(i, Tokens.NUMBER)) {
      return t.glued(i) && t.is(i - 1, Tokens.WORD) ? null : digits(i);
    }
    int hour = word(i);
    int minute = hour < 1 ? 0 : minuteWord(i + 1);
    int to = minute > 0 ? minuteEnd(i + 1) : i + 1;
    if (hour < 1 || hour > NOON && (minute <= 0 || meridiem(to) == 0)) {
      return null; // but "fifteen thirty p.m."
    }
    return minute > 0 && (meridiem(to) > 0 || minute > 9 && isTold(i, to))
        ? new Clock(to, hour, minute, NONE, true, false, "")
        : new Clock(i + 1, hour, NONE, NONE, false, false, "");
  }

  /** "at ten forty-five": behind a word of time, and nothing counted by it. */
  private boolean isTold(int i, int to) {
    boolean dated = // "March eighteenth nine thirty"
        t.is(i - 1, Role.ORDINAL) && t.is(i - 2, Role.MONTH);
    return (t.is(i - 1, Role.HOUR_CUE) || t.is(i - 1, Role.UNTIL) || t.is(i - 1, "for") || dated)
        && (!t.is(to, Tokens.WORD) || t.is(to, Role.FUNCTION))
        && !t.dash(to)
        && !t.isAny(to, "%", "$", "£", "€");
  }

  /** "at 17.30" behind a day. */
  private boolean isDotted(int i) {
    int day = i - 2;
    return t.is(i - 1, "at")
        && (t.is(day, Role.WEEKDAY)
            || t.is(day, Role.WEEKDAYS)
            || t.is(day, Role.DEICTIC)
            || t.is(day, Role.MONTH)
            || t.is(day - 1, Role.MONTH));
  }

  /** "15:30:24", "8.30" before "pm", "15h30", "16h", "1140" before "a.m.", "8". */
  private @Nullable Clock digits(int i) {
    boolean plain = t.plainDigits(i);
    int point = plain || t.length(i) > 5 ? -1 : t.text(i).indexOf('.');
    if (point < 0 && !plain || t.length(i) > 5) {
      return null;
    }
    if (point >= 0) {
      String digits = t.text(i);
      return (point == 1 || point == 2)
              && digits.length() == point + 3
              && digits.codePoints().allMatch(c -> c == '.' || Character.isDigit(c))
              && (meridiem(i + 1) > 0 || t.is(i + 1, Role.ZONE) || isDotted(i))
          ? clock(
              i + 1,
              parse(digits.substring(0, point)),
              parse(digits.substring(point + 1)),
              NONE,
              true)
          : null;
    }
    int number = t.integer(i);
    boolean mark = t.is(i + 1, ":") || t.is(i + 1, "h") && t.length(i) < 3;
    if (t.length(i) < 3 && mark && t.glued(i + 1) && two(i + 2)) {
      boolean seconds = t.is(i + 3, ":") && t.glued(i + 3) && two(i + 4);
      if (!seconds && t.is(i + 3, ":")) {
        return null;
      }
      return clock(
          seconds ? i + 5 : i + 3,
          number,
          parse(t.text(i + 2)),
          seconds ? parse(t.text(i + 4)) : NONE,
          true);
    }
    if (t.length(i) < 3 && t.is(i + 1, "h") && t.glued(i + 1)) {
      Clock hour = clock(i + 2, number, NONE, NONE, false);
      return hour != null && t.is(i + 2, Role.ZONE) ? hour.with(i + 2, hour.hour) : hour;
    }
    if (t.length(i) > 2) {
      return t.length(i) < 5 && meridiem(i + 1) > 0
          ? clock(i + 1, number / 100, number % 100, NONE, true)
          : null;
    }
    return clock(i + 1, number, NONE, NONE, false);
  }

  /** Adds "pm", "o'clock", "in the evening" to a time. */
  private Clock half(Clock clock) {
    int to = clock.to;
    boolean sure = clock.sure;
    if (t.is(to, "o") && t.isAny(to + 1, "'", "’") && t.is(to + 2, "clock")) {
      to += 3;
      sure = true;
    } else if (t.is(to, "oclock")) {
      to++;
      sure = true;
    }
    int hour = clock.hour;
    if (t.is(to, "ish")
        && t.glued(to)
        && clock.minute == NONE
        && hour <= NOON
        && (!t.is(to + 1, Tokens.WORD) || t.is(to + 1, Role.FUNCTION))
        && !t.dash(to + 1)) { // "11ish"
      to++;
      sure = true;
    }
    boolean half = clock.half;
    boolean letter = clock.minute != NONE && t.glued(to) && t.isAny(to, "a", "p"); // "3:15p"
    int after = letter && !t.is(to + 1, ".") ? to + 1 : meridiem(to);
    if (after > 0) {
      half = true;
      sure = true;
      hour = onHalf(hour, t.isAny(to, "pm", "p"));
      to = after;
    }
    int part = t.is(to, "in") && t.is(to + 1, "the") ? to + 2 : t.is(to, "at") ? to + 1 : to;
    boolean phased = t.is(part, Role.PHASE) && t.is(part + 1, Role.DAYPART);
    boolean at = part == to + 1;
    part += phased && clock.minute != NONE ? 1 : 0; // "8:00 early morning"
    boolean told = t.is(part, Role.DAYPART) && (!at || t.is(part, "night"));
    if (told && (part > to || sure)) {
      if (!half && hour <= NOON) {
        boolean morning =
            t.is(part, "morning") || t.is(part, "night") && (hour < 5 || hour == NOON);
        hour = t.is(part, "afternoon") && hour == NOON ? NOON : onHalf(hour, !morning);
      }
      half = true;
      sure = true;
      to = part + 1;
    }
    return new Clock(to, hour, clock.minute, clock.second, sure, half || hour > NOON, "");
  }

  private static int onHalf(int hour, boolean afternoon) {
    return hour == NOON ? (afternoon ? NOON : 0) : afternoon && hour < NOON ? hour + NOON : hour;
  }

  /** Where "pm", "p.m." or "p m" ends, or 0. */
  private int meridiem(int i) {
    if (t.is(i, Role.MERIDIEM)) {
      return t.is(i, "am")
              && !t.is(i - 1, Tokens.NUMBER)
              && t.is(i + 1, Tokens.WORD)
              && !t.is(i + 1, Role.FUNCTION)
          ? 0
          : i + 1;
    }
    if (!t.isAny(i, "a", "p")) {
      return 0;
    }
    boolean dotted = t.is(i + 1, ".") && t.is(i + 2, "m") && (t.glued(i + 2) || t.is(i + 3, "."));
    if (dotted) {
      return t.is(i + 3, ".") ? i + 4 : i + 3;
    }
    return t.is(i + 1, "m") ? i + 2 : 0;
  }

  private static @Nullable Clock clock(int to, int hour, int minute, int second, boolean sure) {
    return hour <= 24 && minute < 60 && second < 60
        ? new Clock(to, hour, minute, second, sure, hour == 0 || hour > NOON, "")
        : null;
  }

  private int minute(int i) {
    return t.is(i, Tokens.NUMBER) && t.plainDigits(i) && t.length(i) < 3
        ? parse(t.text(i)) % 60
        : minuteWord(i);
  }

  private int minuteEnd(int i) {
    return t.is(i, Role.TENS)
            && (t.is(i + 1, Role.SMALL) || t.dash(i + 1) && t.is(i + 2, Role.SMALL))
        ? (t.dash(i + 1) ? i + 3 : i + 2)
        : i + 1;
  }

  private int minuteWord(int i) {
    if (!t.is(i, Role.TENS)) {
      return Math.max(0, word(i));
    }
    int unit = minuteEnd(i) > i + 1 ? word(minuteEnd(i) - 1) : 0;
    int tens = Integer.parseInt(String.valueOf(t.word(i).get(Role.TENS)));
    return tens < 60 ? tens + unit : 0;
  }

  private int word(int i) {
    return t.is(i, Role.SMALL) ? Integer.parseInt(String.valueOf(t.word(i).get(Role.SMALL))) : NONE;
  }

  private boolean two(int i) {
    return t.is(i, Tokens.NUMBER) && t.glued(i) && t.plainDigits(i) && t.length(i) == 2;
  }

  private static int parse(String digits) {
    return Integer.parseInt(digits);
  }
}

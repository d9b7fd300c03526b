package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times of day: "14:58 UTC", "3 p.m.", "noon". */
final class Times {
  private Times() {}

  private record Clock(int to, String time) {}

  static @Nullable Found at(Tokens t, int i, Anchor anchor) {
    if (t.is(i, Role.CLOCK)) {
      return Found.of(i, i + 1, NumberKind.time)
          .timex(anchor.days(0) + "T" + t.word(i).get(Role.CLOCK));
    }
    Clock clock = clock(t, i);
    return clock == null
        ? null
        : Found.of(i, clock.to, NumberKind.time).timex(anchor.days(0) + "T" + clock.time);
  }

  private static @Nullable Clock clock(Tokens t, int i) {
    if (!t.is(i, Tokens.NUMBER) || (t.glued(i) && !t.is(i - 1, Tokens.SYMBOL))) {
      return null;
    }
    boolean colon =
        t.plainDigits(i)
            && t.is(i + 1, ":")
            && t.glued(i + 1)
            && t.is(i + 2, Tokens.NUMBER)
            && t.glued(i + 2)
            && t.plainDigits(i + 2)
            && t.length(i + 2) == 2;
    boolean point = !colon && t.length(i) > 3 && t.text(i).indexOf('.') == t.length(i) - 3;
    if ((!colon && !point && !t.plainDigits(i)) || t.length(i) > 5) {
      return null;
    }
    String digits = t.text(i);
    int hour = Integer.parseInt(point ? digits.substring(0, digits.length() - 3) : digits);
    int minute =
        colon
            ? Integer.parseInt(t.text(i + 2))
            : point ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int to = colon ? i + 3 : i + 1;
    int half = meridiem(t, to);
    boolean said = half > 0 || (colon && !t.is(to, ":"));
    if (t.is(to, "o") && t.isAny(to + 1, "'", "’") && t.is(to + 2, "clock")) {
      to += 3;
      said = true;
    } else if (half > 0) {
      boolean pm = t.isAny(to, "pm", "p");
      hour = hour == 12 ? (pm ? 12 : 0) : pm && hour < 12 ? hour + 12 : hour;
      to = half;
    }
    if (!said || hour > 24 || minute > 59) {
      return null;
    }
    String zone = "";
    if (t.is(to, Role.ZONE)) {
      zone = t.isAny(to, "gmt", "utc") ? "Z" : String.valueOf(t.word(to).get(Role.ZONE));
      to++;
    }
    return new Clock(to, String.format(Locale.ROOT, "%02d:%02d", hour, minute) + zone);
  }

  /** Where "pm" or "p.m." ends, or 0. */
  private static int meridiem(Tokens t, int i) {
    if (t.is(i, Role.MERIDIEM)) {
      return i + 1;
    }
    boolean dotted = t.isAny(i, "a", "p") && t.is(i + 1, ".") && t.is(i + 2, "m") && t.glued(i + 2);
    return dotted ? (t.is(i + 3, ".") ? i + 4 : i + 3) : 0;
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.annotator.number.Numerals.Numeral;
import dev.copydesk.annotator.number.TimesOfDay.Hours;
import dev.copydesk.schema.v1.NumberKind;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what comes back: "every Tuesday at 8pm", "on Mondays", "twice a week", "daily". */
final class Sets {
  /** In tokens: "11 a.m. to 3:30 p.m. on" has twelve. */
  private static final int LONGEST_TIME = 14;

  private final Tokens t;
  private final DateFields fields;
  private final TimesOfDay times;

  Sets(Tokens tokens, DateFields fields, TimesOfDay times) {
    this.t = tokens;
    this.fields = fields;
    this.times = times;
  }

  @Nullable Found at(int i) {
    if (t.is(i, Role.SET)) {
      return Found.of(i, i + 1, NumberKind.set).timex(fields.text(i, Role.SET));
    }
    if (t.is(i, Role.WEEKDAY) && t.is(i + 1, Role.DAYPARTS)) {
      String part = fields.text(i + 1, Role.DAYPARTS);
      return timed(set(i, i + 2, "XXXX-WXX-" + fields.text(i, Role.WEEKDAY) + 'T' + part));
    }
    if (t.is(i, Role.DAYPARTS) || t.is(i, Role.PHASE)) {
      return parts(i);
    }
    if (t.is(i, Role.EVERY) || t.is(i, Role.WEEKDAYS)) {
      Found days = days(i);
      return days == null ? null : timed(days);
    }
    if (t.is(i, Tokens.NUMBER) || t.is(i, Role.SMALL) || t.is(i, Role.CLOCK)) {
      Found times = opened(i);
      return times != null ? times : often(i);
    }
    return t.is(i, Role.TIMES) ? often(i) : null;
  }

  /** "in the mornings", "in the early evenings". */
  private @Nullable Found parts(int i) {
    int at = t.is(i, Role.DAYPARTS) ? i : t.dash(i + 1) ? i + 2 : i + 1;
    boolean alone = !t.is(at + 1, Tokens.WORD) || t.is(at + 1, Role.FUNCTION);
    return t.is(at, Role.DAYPARTS) && t.is(i - 1, "the") && t.is(i - 2, "in") && alone
        ? set(i, at + 1, "XXXX-XX-XXT" + fields.text(at, Role.DAYPARTS))
        : null;
  }

  private @Nullable Found days(int i) {
    if (t.is(i, Role.WEEKDAYS)) {
      return t.capitalised(i) || t.is(i, "weekdays")
          ? set(i, i + 1, "XXXX-WXX-" + fields.text(i, Role.WEEKDAYS))
          : null;
    }
    int at = t.is(i + 1, "other") || t.is(i + 1, "single") ? i + 2 : i + 1;
    if (t.is(at, Role.WEEKDAY)) {
      return set(i, at + 1, "XXXX-WXX-" + fields.text(at, Role.WEEKDAY));
    }
    if (t.is(at, Role.MONTH) && t.capitalised(at)) {
      return set(i, at + 1, String.format(Locale.ROOT, "XXXX-%02d", fields.number(at, Role.MONTH)));
    }
    if (t.is(at, Role.SEASON)) {
      return set(i, at + 1, "XXXX-" + fields.text(at, Role.SEASON));
    }
    if (t.is(at, "weekday")) {
      return set(i, at + 1, "XXXX-WXX-XX");
    }
    if (t.is(at, Role.DAYPART) && !t.is(at, "night")) {
      return set(i, at + 1, "XXXX-XX-XXT" + fields.text(at, Role.DAYPART));
    }
    BigDecimal count = t.is(i + 1, "other") ? BigDecimal.TWO : BigDecimal.ONE;
    Numeral numeral = at > i + 1 ? null : Numerals.at(t, at);
    int unit = numeral == null ? at : numeral.to();
    count = numeral == null ? count : numeral.value();
    return t.is(unit, Role.PERIOD)
        ? set(i, unit + 1, Length.of(count, fields.text(unit, Role.PERIOD)).timex())
        : null;
  }

  /** "every Tuesday at 8pm", "each day at noon". */
  private Found timed(Found days) {
    int at = t.isAny(days.to(), "at", "@", "from") ? days.to() + 1 : days.to();
    Hours hours = times.at(at, at > days.to());
    if (hours == null || hours.mod() != null) {
      return days;
    }
    return set(days.from(), hours.to(), at(String.valueOf(days.timex()), hours));
  }

  /** "9am every Sunday", "3 p.m. each day". */
  private @Nullable Found opened(int i) {
    boolean told = false;
    for (int k = i + 1; k <= i + LONGEST_TIME && !told; k++) {
      told = t.is(k, Role.EVERY) || t.is(k, Role.WEEKDAYS);
    }
    if (!told) {
      return null;
    }
    Hours hours = times.at(i, false);
    int at = hours == null ? 0 : t.is(hours.to(), "on") ? hours.to() + 1 : hours.to();
    if (hours == null || hours.isPart() || !t.is(at, Role.EVERY) && !t.is(at, Role.WEEKDAYS)) {
      return null;
    }
    Found days = days(at);
    return days == null ? null : set(i, days.to(), at(String.valueOf(days.timex()), hours));
  }

  private static String at(String days, Hours hours) {
    boolean daily = days.equals("P1D");
    boolean whole = days.startsWith("XXXX-WXX-") || days.startsWith("XXXX-XX-XX");
    int part = days.indexOf('T');
    String code = part < 0 ? "" : days.substring(part + 1);
    Hours told = code.isEmpty() ? hours : hours.in(code);
    return (daily ? "XXXX-XX-XX" : !whole ? days : part < 0 ? days : days.substring(0, part))
        + told.start();
  }

  /** "twice a week", "three times a year", "once every two months": how often, per what. */
  private @Nullable Found often(int i) {
    Numeral numeral = t.is(i, Role.TIMES) ? null : Numerals.at(t, i);
    BigDecimal count =
        numeral != null
            ? numeral.value()
            : t.is(i, Role.TIMES) ? new BigDecimal(fields.text(i, Role.TIMES)) : null;
    int at = numeral == null ? i + 1 : t.is(numeral.to(), "times") ? numeral.to() + 1 : 0;
    if (count == null || at == 0 || !t.isAny(at, "a", "an", "per", "each", "every")) {
      return null;
    }
    Numeral units = Numerals.at(t, at + 1);
    int unit = units == null ? at + 1 : units.to();
    if (!t.is(unit, Role.PERIOD)) {
      return null;
    }
    BigDecimal length = units == null ? BigDecimal.ONE : units.value();
    String name = fields.text(unit, Role.PERIOD);
    return set(i, unit + 1, Length.of(length, name).timex()).values(Found.plain(count), null, name);
  }

  private static Found set(int from, int to, String timex) {
    return Found.of(from, to, NumberKind.set).timex(timex);
  }
}

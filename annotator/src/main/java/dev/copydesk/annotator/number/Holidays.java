package dev.copydesk.annotator.number;

import com.ibm.icu.util.Calendar;
import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.HebrewCalendar;
import com.ibm.icu.util.IslamicCalendar;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.copydesk.annotator.number.DateFields.Field;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feasts and other named days, by the rules of {@code holidays.tsv}. */
final class Holidays {
  /** Up to so many days ahead a feast named in the past tense is the coming one. */
  private static final int NEAR = 120;

  private static final int LONGEST_MOON = 30;

  private final Phrases names;

  Holidays(Lexicon lexicon) {
    names = Phrases.of(Lexicon.rows("holidays.tsv"), lexicon);
  }

  /** "Easter", "last Thanksgiving", "Christmas 2012", "New Year's Day of next year". */
  @Nullable Found at(Tokens t, int i, DateFields fields, Anchor anchor, Tense tense) {
    Integer shift = t.is(i, Role.SHIFT) ? (Integer) fields.number(i, Role.SHIFT) : null;
    Phrases.Hit hit =
        t.is(shift == null ? i : i + 1, Role.FEAST) ? names.at(t, shift == null ? i : i + 1) : null;
    if (hit == null) {
      return null;
    }
    Field year = fields.yearAfter(t.is(hit.to(), "in") ? hit.to() + 1 : hit.to());
    if (year != null) {
      return CalendarDates.date(i, year.to(), day(hit.meaning(), year.value()).toString());
    }
    LocalDate today = anchor.day();
    if (today == null) {
      boolean fixed = hit.meaning().startsWith("fixed ");
      return CalendarDates.date(i, hit.to(), fixed ? "XXXX-" + hit.meaning().substring(6) : null);
    }
    int at = t.is(hit.to(), "of") ? hit.to() + 1 : hit.to();
    if (t.is(at, Role.SHIFT) && t.is(at + 1, "year")) {
      int named = today.getYear() + fields.number(at, Role.SHIFT);
      return CalendarDates.date(i, at + 2, day(hit.meaning(), named).toString());
    }
    LocalDate latest =
        shift == null
            ? tense.ahead(i) ? null : today.plusDays(NEAR)
            : shift < 0 ? today.minusDays(1) : shift == 0 ? today.plusYears(1) : null;
    return CalendarDates.date(i, hit.to(), near(hit.meaning(), today, latest).toString());
  }

  /** The last one up to a day, or the next one from today. */
  private static LocalDate near(String rule, LocalDate today, @Nullable LocalDate latest) {
    int year = (latest == null ? today : latest).getYear();
    LocalDate[] days = {day(rule, year - 1), day(rule, year), day(rule, year + 1)};
    if (latest == null) {
      return days[0].isBefore(today) ? days[1].isBefore(today) ? days[2] : days[1] : days[0];
    }
    return days[2].isAfter(latest) ? days[1].isAfter(latest) ? days[0] : days[1] : days[2];
  }

  private static LocalDate day(String rule, int year) {
    List<String> parts = List.of(rule.split(" "));
    boolean counted = parts.get(1).startsWith("-");
    String[] numbers = counted ? new String[] {parts.get(1)} : parts.get(1).split("[-/]");
    int shift = parts.size() > 2 ? Integer.parseInt(parts.get(2)) : 0;
    int a = Integer.parseInt(numbers[0]);
    int b = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
    LocalDate day =
        switch (parts.get(0)) {
          case "fixed" -> LocalDate.of(year, a, b);
          case "nth" -> nth(year, a, b, Integer.parseInt(numbers[2]));
          case "easter" -> easter(year, true).plusDays(a);
          case "moon" -> newMoon(LocalDate.of(year, a, b));
          case "orthodox" -> easter(year, false).plusDays(a);
          case "hebrew" -> other(new HebrewCalendar(zone(), ULocale.ROOT), year, a, b);
          case "islamic" -> {
            IslamicCalendar islamic = new IslamicCalendar(zone(), ULocale.ROOT);
            islamic.setCalculationType(IslamicCalendar.CalculationType.ISLAMIC_UMALQURA);
            yield other(islamic, year, a, b);
          }
          case "chinese" -> other(new ChineseCalendar(zone(), ULocale.ROOT), year, a, b);
          default -> throw new IllegalStateException("holidays.tsv: " + rule);
        };
    return day.plusDays(shift);
  }

  /** The first day from a day on that a month of the Chinese calendar starts on: a new moon. */
  private static LocalDate newMoon(LocalDate from) {
    ChineseCalendar calendar = new ChineseCalendar(zone(), ULocale.ROOT);
    LocalDate day = from;
    for (int k = 0; k < LONGEST_MOON; k++, day = day.plusDays(1)) {
      calendar.setTimeInMillis(day.toEpochDay() * 86_400_000 + 43_200_000);
      if (calendar.get(Calendar.DAY_OF_MONTH) == 1) {
        return day;
      }
    }
    return day;
  }

  private static LocalDate nth(int year, int month, int count, int weekday) {
    LocalDate first = LocalDate.of(year, month, 1);
    return count == 0
        ? first.with(TemporalAdjusters.lastInMonth(DayOfWeek.of(weekday)))
        : first.with(TemporalAdjusters.dayOfWeekInMonth(count, DayOfWeek.of(weekday)));
  }

  /** Easter Sunday of the Gregorian calendar, reckoned by Gauss for either church. */
  private static LocalDate easter(int year, boolean western) {
    int m = 15;
    int n = 6;
    if (western) {
      int century = year / 100;
      m = (15 - (13 + 8 * century) / 25 + century - century / 4) % 30;
      n = (4 + century - century / 4) % 7;
    }
    int d = (19 * (year % 19) + m) % 30;
    int e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7;
    boolean late = western && (d == 29 || d == 28 && year % 19 > 10) && e == 6;
    LocalDate day = LocalDate.of(year, 3, 22).plusDays(d + e - (late ? 7L : 0));
    return western ? day : day.plusDays(year / 100 - year / 400 - 2L);
  }

  /** The first day of a year on which another calendar shows a month and a day. */
  private static LocalDate other(Calendar calendar, int year, int month, int dayOfMonth) {
    LocalDate day = LocalDate.of(year, 1, 1);
    for (int k = 0; k < day.lengthOfYear(); k++, day = day.plusDays(1)) {
      calendar.setTimeInMillis(day.toEpochDay() * 86_400_000 + 43_200_000);
      if (calendar.get(Calendar.MONTH) + 1 == month
          && calendar.get(Calendar.DAY_OF_MONTH) == dayOfMonth
          && calendar.get(ChineseCalendar.IS_LEAP_MONTH) == 0) {
        return day;
      }
    }
    return LocalDate.of(year, 12, 31);
  }

  private static TimeZone zone() {
    return TimeZone.GMT_ZONE;
  }
}

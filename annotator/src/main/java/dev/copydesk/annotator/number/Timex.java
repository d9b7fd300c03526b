package dev.copydesk.annotator.number;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** The days that a TIMEX3 date stands for: from its first up to its last. */
record Timex(LocalDate first, LocalDate last) {
  private static final int DAY_LENGTH = 10;

  /** The bounds of a resolved date, or null for one that is open or has no fixed bounds. */
  static @Nullable Timex of(@Nullable String timex) {
    if (timex == null
        || timex.length() < 4
        || !timex.substring(0, 3).chars().allMatch(c -> c <= '9')) {
      return null;
    }
    int year = Integer.parseInt(timex.substring(0, 3)) * 10;
    if (timex.length() == 4) {
      char last = timex.charAt(3);
      return last == 'X'
          ? new Timex(LocalDate.of(year, 1, 1), LocalDate.of(year + 9, 12, 31))
          : months(year + last - '0', 1, 12);
    }
    year = Integer.parseInt(timex.substring(0, 4));
    String rest = timex.substring(5);
    char kind = rest.charAt(0);
    if (kind == 'W' && !rest.endsWith("WI")) {
      return week(year, rest);
    }
    if (kind == 'Q' || kind == 'H') {
      int count = kind == 'Q' ? 3 : 6;
      return months(year, count * (rest.charAt(1) - '1') + 1, count);
    }
    if (kind > '1') {
      return null;
    }
    int month = Integer.parseInt(rest.substring(0, 2));
    if (timex.length() != DAY_LENGTH) {
      return timex.length() == DAY_LENGTH - 3 ? months(year, month, 1) : null;
    }
    int day = Integer.parseInt(rest.substring(3));
    return DateFields.exists(year, month, day) ? day(LocalDate.of(year, month, day)) : null;
  }

  /** The week of a day, Monday first. */
  static String week(LocalDate day) {
    return String.format(
        "%04d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /**
   * The so-manieth weekday from the front, or from the back for a negative count; null where there
   * are not as many.
   */
  @Nullable String weekday(DayOfWeek weekday, int count) {
    LocalDate day =
        count > 0
            ? first.with(TemporalAdjusters.nextOrSame(weekday)).plusWeeks(count - 1L)
            : last.with(TemporalAdjusters.previousOrSame(weekday)).plusWeeks(count + 1L);
    return day.isBefore(first) || day.isAfter(last) ? null : day.toString();
  }

  /** The so-manieth day, week or month, from the front or, for a negative count, from the back. */
  @Nullable String part(String unit, int count) {
    long steps = count > 0 ? count - 1L : count + 1L;
    LocalDate edge = count > 0 ? first : last;
    return switch (unit) {
      case "day" -> edge.plusDays(steps).toString();
      // the first week is the one that holds the first Thursday, as ISO 8601 counts
      case "week" -> {
        String thursday = weekday(DayOfWeek.THURSDAY, count);
        yield thursday == null ? null : week(LocalDate.parse(thursday));
      }
      case "weekend" -> {
        String saturday = weekday(DayOfWeek.SATURDAY, count);
        yield saturday == null ? null : week(LocalDate.parse(saturday)) + "-WE";
      }
      case "month" -> YearMonth.from(edge).plusMonths(steps).toString();
      case "quarter" -> edge.getYear() + "-Q" + (count > 0 ? count : 5 + count);
      default -> null;
    };
  }

  /**
   * Its early, middle or late part: days of the week up to Wednesday or from Friday on, ten days of
   * a month, a third of what is longer. A day has none.
   */
  Timex phase(String mod) {
    int third = mod.equals("START") ? 0 : mod.equals("MID") ? 1 : 2;
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days == 7) {
      return new Timex(first.plusDays(2L * third), first.plusDays(2L * third + 2));
    }
    if (days >= 28 && days <= 31) {
      LocalDate from = first.plusDays(10L * third);
      return new Timex(from, third == 2 ? last : from.plusDays(9));
    }
    long months = ChronoUnit.MONTHS.between(first, last.plusDays(1));
    return months < 3
        ? this
        : new Timex(
            first.plusMonths(months * third / 3),
            first.plusMonths(months * (third + 1) / 3).minusDays(1));
  }

  private static Timex day(LocalDate day) {
    return new Timex(day, day);
  }

  private static Timex week(int year, String rest) {
    LocalDate monday =
        LocalDate.of(year, 1, 4)
            .with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, Integer.parseInt(rest.substring(1, 3)))
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new Timex(rest.endsWith("WE") ? monday.plusDays(5) : monday, monday.plusDays(6));
  }

  private static Timex months(int year, int month, int count) {
    YearMonth start = YearMonth.of(year, month);
    return new Timex(start.atDay(1), start.plusMonths(count - 1L).atEndOfMonth());
  }
}

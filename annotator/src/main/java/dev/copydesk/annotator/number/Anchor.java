package dev.copydesk.annotator.number;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns relative dates into TIMEX3 values against the day of publication, or leaves them open. */
final class Anchor {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final int TIME_LENGTH = 16;

  /** Of a unit; further away nothing is reckoned. */
  private static final BigDecimal FURTHEST = new BigDecimal(5000);

  private final @Nullable LocalDate day;
  private final @Nullable LocalDateTime time;

  private Anchor(@Nullable LocalDate day, @Nullable LocalDateTime time) {
    this.day = day;
    this.time = time;
  }

  /** Reads an ISO 8601 date or time in its own zone; a month or a year stands for its first day. */
  static Anchor of(@Nullable String published) {
    if (published == null) {
      return new Anchor(null, null);
    }
    try {
      LocalDate day =
          switch (published.length()) {
            case 4 -> Year.parse(published).atDay(1);
            case 7 -> YearMonth.parse(published).atDay(1);
            default -> LocalDate.parse(published.substring(0, Math.min(10, published.length())));
          };
      boolean timed = published.length() >= TIME_LENGTH;
      return new Anchor(
          day, timed ? LocalDateTime.parse(published.substring(0, TIME_LENGTH)) : null);
    } catch (DateTimeException _) { // the article's own date is no date: stay unanchored
      return new Anchor(null, null);
    }
  }

  boolean known() {
    return day != null;
  }

  String days(int shift) {
    return day == null ? "XXXX-XX-XX" : day.plusDays(shift).toString();
  }

  /**
   * A day of the week: the last one up to today, the next one from today, or by "last" and "next".
   */
  String weekday(int weekday, @Nullable Integer shift, boolean ahead) {
    if (day == null) {
      return "XXXX-WXX-" + weekday;
    }
    DayOfWeek wanted = DayOfWeek.of(weekday);
    if (shift == null) {
      return day.with(
              ahead
                  ? TemporalAdjusters.nextOrSame(wanted)
                  : TemporalAdjusters.previousOrSame(wanted))
          .toString();
    }
    return switch (shift) {
      case -1 -> day.with(TemporalAdjusters.previous(wanted)).toString();
      case 0 -> // "arrived this Sunday" is behind, "arrives this Sunday" ahead
          day.with(
                  ahead
                      ? TemporalAdjusters.nextOrSame(wanted)
                      : TemporalAdjusters.previousOrSame(wanted))
              .toString();
      default -> inWeek(weekday, shift);
    };
  }

  /** A day of the week, so many weeks from this one. */
  String inWeek(int weekday, int weeks) {
    return day == null
        ? "XXXX-WXX-" + weekday
        : day.plusWeeks(weeks)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .plusDays(weekday - 1L)
            .toString();
  }

  /** The so-manieth such weekday before today or, for a positive count, after it. */
  @Nullable String weekdays(int weekday, BigDecimal count) {
    if (day == null || count.abs().compareTo(FURTHEST) > 0 || count.signum() == 0) {
      return null;
    }
    DayOfWeek wanted = DayOfWeek.of(weekday);
    return count.signum() < 0
        ? day.with(TemporalAdjusters.previous(wanted)).minusWeeks(-count.longValue() - 1).toString()
        : day.with(TemporalAdjusters.next(wanted)).plusWeeks(count.longValue() - 1).toString();
  }

  /** A bare day of the month: the last one up to today, or the next one from today. */
  String dayOfMonth(int dayOfMonth, boolean ahead) {
    String tail = String.format(Locale.ROOT, "-%02d", dayOfMonth);
    if (day == null) {
      return "XXXX-XX" + tail;
    }
    YearMonth month = YearMonth.from(day);
    int step = ahead ? 1 : -1;
    boolean past = ahead ? dayOfMonth < day.getDayOfMonth() : dayOfMonth > day.getDayOfMonth();
    month = past ? month.plusMonths(step) : month;
    return (month.isValidDay(dayOfMonth) ? month : month.plusMonths(step)) + tail;
  }

  /** The same, in the nearest month where it is that weekday, if there is one on either side. */
  String dayOfMonth(int dayOfMonth, int weekday, boolean ahead) {
    for (boolean side : new boolean[] {ahead, !ahead}) {
      String told = dayOfMonth(dayOfMonth, side);
      if (day != null && LocalDate.parse(told).getDayOfWeek().getValue() == weekday) {
        return told;
      }
    }
    return dayOfMonth(dayOfMonth, ahead);
  }

  /** The first year from which on, or last up to which, a yearly day is meant; 0 for none. */
  int year() {
    return day == null ? 0 : day.getYear();
  }

  @Nullable LocalDate day() {
    return day;
  }

  /**
   * A month without a year, or with "last", "this", "next"; else the nearest one on the tense's
   * side.
   */
  String month(int month, int dayOfMonth, @Nullable Integer shift, boolean ahead) {
    String tail = String.format(Locale.ROOT, "-%02d", month);
    if (dayOfMonth > 0) {
      tail += String.format(Locale.ROOT, "-%02d", dayOfMonth);
    }
    if (day == null) {
      return "XXXX" + tail;
    }
    int year = day.getYear();
    int distance = month - day.getMonthValue();
    if (shift == null) {
      boolean next = ahead ? distance < 0 : distance <= -8;
      boolean before = !ahead && distance > 4;
      year += next ? 1 : before ? -1 : 0;
    } else if (shift < 0) {
      year -= distance >= 0 ? 1 : 0;
    } else if (shift > 0) {
      year += distance <= 0 ? 1 : 0;
    }
    boolean exists = dayOfMonth == 0 || DateFields.exists(year, month, dayOfMonth);
    return (exists ? String.valueOf(year) : "XXXX") + tail; // February 29
  }

  /** A calendar unit of which nobody knows which. */
  static String open(String unit) {
    return switch (unit) {
      case "year" -> "XXXX";
      case "month" -> "XXXX-XX";
      case "week" -> "XXXX-WXX";
      default -> "XXXX-XX-XX";
    };
  }

  /** A calendar unit counted from today's: last week, next year, this month. */
  String period(String unit, int shift) {
    if (day == null) {
      return open(unit);
    }
    return switch (unit) {
      case "year" -> String.format(Locale.ROOT, "%04d", day.getYear() + shift);
      case "month" -> YearMonth.from(day).plusMonths(shift).toString();
      case "week" -> week(day.plusWeeks(shift), "");
      case "weekend" -> week(day.plusWeeks(shift), "-WE");
      case "quarter" -> {
        LocalDate moved = day.plusMonths(3L * shift);
        yield moved.getYear() + "-Q" + moved.get(IsoFields.QUARTER_OF_YEAR);
      }
      case "decade" -> String.format(Locale.ROOT, "%03dX", day.getYear() / 10 + shift);
      case "century" -> String.format(Locale.ROOT, "%02dXX", day.getYear() / 100 + shift);
      case "night" -> day.plusDays(shift) + "TNI";
      default -> day.plusDays(shift).toString();
    };
  }

  /** A season named bare or with a shift. */
  String season(String season, @Nullable Integer shift) {
    return day == null
        ? "XXXX-" + season
        : String.format(
            Locale.ROOT, "%04d-%s", day.getYear() + (shift == null ? 0 : shift), season);
  }

  /**
   * A length before or after the day that lies {@code start} days from today, as precise as its
   * least unit: days, then months, then the month a year ago. Null where it cannot be told.
   */
  @Nullable String moved(Length length, int sign, int start) {
    if (day == null) {
      return null;
    }
    LocalDateTime moved = (time == null ? day.atStartOfDay() : time).plusDays(start);
    String unit = "";
    for (Length.Part said : length.parts()) {
      Length.Part part = said.whole();
      BigDecimal amount = part.amount();
      if (amount == null
          || amount.stripTrailingZeros().scale() > 0
          || amount.compareTo(FURTHEST) > 0) {
        return null;
      }
      ChronoUnit step = step(part.unit());
      long by = sign * amount.longValue() * (part.unit().equals("fortnight") ? 2 : 1);
      if (step == null || step.compareTo(ChronoUnit.HOURS) <= 0 && time == null) {
        return null;
      }
      moved = moved.plus(by, step);
      unit = part.unit();
    }
    return switch (unit) {
      case "century", "decade" -> String.valueOf(moved.getYear());
      case "year", "month" -> YearMonth.from(moved).toString();
      case "hour", "minute" -> moved.truncatedTo(ChronoUnit.MINUTES).toString();
      case "second" -> moved.format(SECONDS);
      default -> moved.toLocalDate().toString();
    };
  }

  private static @Nullable ChronoUnit step(String unit) {
    return switch (unit) {
      case "century" -> ChronoUnit.CENTURIES;
      case "decade" -> ChronoUnit.DECADES;
      case "year" -> ChronoUnit.YEARS;
      case "month" -> ChronoUnit.MONTHS;
      case "week", "fortnight" -> ChronoUnit.WEEKS;
      case "day", "night" -> ChronoUnit.DAYS;
      case "hour" -> ChronoUnit.HOURS;
      case "minute" -> ChronoUnit.MINUTES;
      case "second" -> ChronoUnit.SECONDS;
      default -> null;
    };
  }

  private static String week(LocalDate date, String tail) {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d%s",
        date.get(IsoFields.WEEK_BASED_YEAR),
        date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
        tail);
  }
}

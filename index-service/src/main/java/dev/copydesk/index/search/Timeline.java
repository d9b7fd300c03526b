package dev.copydesk.index.search;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many articles were published when, by the finest interval that is still easily looked at.
 *
 * @param interval day, week (from Monday), month or year
 * @param counts in order of time; intervals without any are left out
 */
record Timeline(String interval, List<Count> counts) {

  private static final int MOST_BARS = 70;

  /** The first day of the interval, in UTC. */
  record Count(String date, long count) {}

  private enum Interval {
    DAY,
    WEEK,
    MONTH,
    YEAR;

    LocalDate begin(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
        case YEAR -> day.withDayOfYear(1);
      };
    }

    long bars(LocalDate first, LocalDate last) {
      ChronoUnit unit =
          switch (this) {
            case DAY -> ChronoUnit.DAYS;
            case WEEK -> ChronoUnit.WEEKS;
            case MONTH -> ChronoUnit.MONTHS;
            case YEAR -> ChronoUnit.YEARS;
          };
      return unit.between(begin(first), begin(last)) + 1;
    }
  }

  static Timeline of(SortedMap<LocalDate, Long> days) {
    Interval interval = Interval.DAY;
    while (!days.isEmpty()
        && interval != Interval.YEAR
        && interval.bars(days.firstKey(), days.lastKey()) > MOST_BARS) {
      interval = Interval.values()[interval.ordinal() + 1];
    }
    Map<LocalDate, Long> bars = new TreeMap<>();
    for (Map.Entry<LocalDate, Long> day : days.entrySet()) {
      bars.merge(interval.begin(day.getKey()), day.getValue(), Long::sum);
    }
    return new Timeline(
        interval.name().toLowerCase(Locale.ROOT),
        bars.entrySet().stream()
            .map(bar -> new Count(bar.getKey().toString(), bar.getValue()))
            .toList());
  }
}

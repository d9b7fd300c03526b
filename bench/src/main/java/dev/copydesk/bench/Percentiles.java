package dev.copydesk.bench;

import java.util.List;
import java.util.Locale;

/**
 * Durations of one kind.
 *
 * @param millis in rising order
 */
record Percentiles(List<Double> millis) {

  Percentiles {
    if (millis.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    millis = millis.stream().sorted().toList();
  }

  /** The shortest that so many percent do not exceed. */
  double at(int percent) {
    return millis.get((millis.size() * percent - 1) / 100);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", at(50), at(99));
  }
}

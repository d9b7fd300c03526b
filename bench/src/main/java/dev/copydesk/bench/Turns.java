package dev.copydesk.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Two that did the same work in turns. Medians count, since what else the machine does falls on one
 * turn or the other.
 */
final class Turns {

  private final List<Turn> turns = new ArrayList<>();

  /** Seconds that each took. */
  private record Turn(double ours, double plain) {

    double ratio() {
      return plain / ours;
    }
  }

  void add(double ours, double plain) {
    turns.add(new Turn(ours, plain));
  }

  /** Median seconds of ours. */
  double ours() {
    return median(turns.stream().mapToDouble(Turn::ours));
  }

  /** Median seconds of the other. */
  double plain() {
    return median(turns.stream().mapToDouble(Turn::plain));
  }

  /** Median of how many times as fast ours is. */
  double ratio() {
    return median(turns.stream().mapToDouble(Turn::ratio));
  }

  /** Lowest and highest of the same. */
  String range() {
    double[] ratios = turns.stream().mapToDouble(Turn::ratio).sorted().toArray();
    return String.format(Locale.ROOT, "%.2f, %.2f", ratios[0], ratios[ratios.length - 1]);
  }

  static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}

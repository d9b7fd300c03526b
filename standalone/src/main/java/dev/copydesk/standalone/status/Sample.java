package dev.copydesk.standalone.status;

import dev.copydesk.standalone.status.Exposition.Series;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All services at one time.
 *
 * @param nanos when, by the monotonic clock
 */
record Sample(long nanos, List<Instance> instances) {

  /**
   * A process and what it said.
   *
   * @param unreachable why it did not answer; null where it did
   * @param lastErrors dead letters that came last; of a process without an index none
   */
  record Instance(
      URI url,
      @Nullable String unreachable,
      List<Check> checks,
      Exposition metrics,
      List<LastError> lastErrors) {}

  /**
   * @param trouble null where all is well
   */
  record Check(String name, @Nullable String trouble) {}

  /**
   * @param source topic, partition and offset, or the file
   * @param time epoch milliseconds
   */
  record LastError(String stage, String code, String message, String source, long time) {}

  /** Over all services; 0 where none shows it. */
  double sum(String name) {
    return all(name).mapToDouble(Series::value).sum();
  }

  double sum(String name, Predicate<Series> which) {
    return all(name).filter(which).mapToDouble(Series::value).sum();
  }

  /** Over all services; NaN where none shows it. */
  double max(String name) {
    return all(name).mapToDouble(Series::value).max().orElse(Double.NaN);
  }

  /** The highest of all services, by the values of labels. */
  Map<List<String>, Double> maxBy(String name, List<String> labels) {
    Map<List<String>, Double> highest =
        new TreeMap<>((a, b) -> String.join("\0", a).compareTo(String.join("\0", b)));
    all(name)
        .forEach(
            one -> highest.merge(labels.stream().map(one::label).toList(), one.value(), Math::max));
    return highest;
  }

  boolean shows(String name) {
    return all(name).findAny().isPresent();
  }

  private Stream<Series> all(String name) {
    return instances.stream().flatMap(instance -> instance.metrics().named(name).stream());
  }
}

package dev.copydesk.enrich;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The meters of this service; their names are API. */
final class EnrichMetrics {

  /** Raw articles read, by {@code topic}. */
  static final String IN = "copydesk.enrich.in";

  /** Records written to {@code news.enriched}. */
  static final String WRITTEN = "copydesk.enrich.written";

  /** Revisions put under embargo. */
  static final String HELD = "copydesk.enrich.held";

  /** Withdrawn articles whose record gave way to a tombstone. */
  static final String TOMBSTONES = "copydesk.enrich.tombstones";

  /** Revisions that changed nothing, by {@code reason}. */
  static final String IGNORED = "copydesk.enrich.ignored";

  /** Records that went to the dead letters, by {@code code}. */
  static final String DEAD_LETTERS = "copydesk.enrich.dead.letters";

  /** Time to clean and tag one article. */
  static final String ANNOTATE = "copydesk.enrich.annotate";

  /** Stream threads replaced after a failure. */
  static final String RESTARTS = "copydesk.enrich.restarts";

  /** Every meter, with its tag key or an empty string. */
  static final Map<String, String> ALL =
      Map.of(
          IN, "topic",
          WRITTEN, "",
          HELD, "",
          TOMBSTONES, "",
          IGNORED, "reason",
          DEAD_LETTERS, "code",
          ANNOTATE, "",
          RESTARTS, "");

  private final MeterRegistry registry;
  private final Timer annotate;

  EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.annotate = registry.timer(ANNOTATE);
    List.of(WRITTEN, HELD, TOMBSTONES, RESTARTS).forEach(registry::counter);
  }

  void in(String topic) {
    registry.counter(IN, "topic", topic).increment();
  }

  void written() {
    registry.counter(WRITTEN).increment();
  }

  void held() {
    registry.counter(HELD).increment();
  }

  void tombstone() {
    registry.counter(TOMBSTONES).increment();
  }

  void ignored(Decision.Reason reason) {
    String name = reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    registry.counter(IGNORED, "reason", name).increment();
  }

  void deadLetter(String code) {
    registry.counter(DEAD_LETTERS, "code", code).increment();
  }

  void restarted() {
    registry.counter(RESTARTS).increment();
  }

  <T> T annotating(Supplier<T> annotation) {
    return annotate.record(annotation);
  }
}

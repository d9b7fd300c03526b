package dev.copydesk.enrich;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
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

  /** Bytes of the raw articles read, as they lie in the topics but not compressed. */
  static final String IN_BYTES = "copydesk.enrich.in.bytes";

  /** Bytes of the records written to {@code news.enriched}, not compressed. */
  static final String WRITTEN_BYTES = "copydesk.enrich.written.bytes";

  /** Records that went to the dead letters, by {@code stage}, here always enrich, and code. */
  static final String ERRORS = "copydesk.errors";

  /** Time to clean and tag one article. */
  static final String ANNOTATE = "copydesk.enrich.annotate";

  /** Stream threads replaced after a failure. */
  static final String RESTARTS = "copydesk.enrich.restarts";

  private final MeterRegistry registry;
  private final Timer annotate;

  EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.annotate = registry.timer(ANNOTATE);
    List.of(WRITTEN, HELD, TOMBSTONES, RESTARTS, IN_BYTES, WRITTEN_BYTES)
        .forEach(registry::counter);
  }

  void in(String topic, int bytes) {
    registry.counter(IN, "topic", topic).increment();
    registry.counter(IN_BYTES).increment(bytes);
  }

  void written(int bytes) {
    registry.counter(WRITTEN).increment();
    registry.counter(WRITTEN_BYTES).increment(bytes);
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
    registry.counter(ERRORS, "stage", DeadLetterHandler.STAGE, "code", code).increment();
  }

  void restarted() {
    registry.counter(RESTARTS).increment();
  }

  <T> T annotating(Supplier<T> annotation) {
    return annotate.record(annotation);
  }
}

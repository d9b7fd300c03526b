package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Applied;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The metrics of the index service, all of them. Names are API. */
public final class ConsumerMetrics {

  /** Articles that can be found because of a record. */
  public static final String INDEXED = "copydesk.index.indexed";

  /** Records dropped since something as new was there already. */
  public static final String LATE = "copydesk.index.late";

  /** Articles hidden by a kill notice. */
  public static final String WITHDRAWN = "copydesk.index.withdrawn";

  /** Tombstones. */
  public static final String DELETED = "copydesk.index.deleted";

  /** Records read, and their bytes, not compressed. */
  public static final String READ = "copydesk.index.read";

  public static final String READ_BYTES = "copydesk.index.read.bytes";

  /** Records that could not be used; labels {@code stage}, here always index, and {@code code}. */
  public static final String ERRORS = "copydesk.errors";

  /**
   * From the arrival of a file to its articles being in the index. Not of replayed articles, of
   * those held back by an embargo, nor while an index is built from what the topic holds already.
   */
  public static final String END_TO_END = "copydesk.end.to.end";

  /** Times that a broker, registry or sink was waited for. */
  public static final String WAITS = "copydesk.index.waits";

  /** Records of the topic that were not read yet, over all partitions. */
  public static final String LAG_RECORDS = "copydesk.index.lag.records";

  /** Times that the index was emptied to be built anew from the topic. */
  public static final String REBUILDS = "copydesk.index.rebuilds";

  /** Bounds of the histogram. */
  private static final Duration[] LEVELS =
      Stream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Counter indexed;
  private final Counter late;
  private final Counter withdrawn;
  private final Counter deleted;
  private final Counter read;
  private final Counter readBytes;
  private final Timer endToEnd;
  private final Counter waits;
  private final Counter rebuilds;
  private final AtomicLong lag = new AtomicLong();

  public ConsumerMetrics(MeterRegistry meters) {
    indexed = meters.counter(INDEXED);
    late = meters.counter(LATE);
    withdrawn = meters.counter(WITHDRAWN);
    deleted = meters.counter(DELETED);
    registry = meters;
    read = meters.counter(READ);
    readBytes = meters.counter(READ_BYTES);
    endToEnd = Timer.builder(END_TO_END).serviceLevelObjectives(LEVELS).register(meters);
    waits = meters.counter(WAITS);
    rebuilds = meters.counter(REBUILDS);
    Gauge.builder(LAG_RECORDS, lag, AtomicLong::get).register(meters);
  }

  /** Where Kafka's clients show their own metrics too. */
  MeterRegistry registry() {
    return registry;
  }

  void applied(Applied applied) {
    indexed.increment(applied.indexed());
    late.increment(applied.late());
    withdrawn.increment(applied.withdrawn());
    deleted.increment(applied.deleted());
  }

  void read(int bytes) {
    read.increment();
    readBytes.increment(Math.max(0, bytes));
  }

  void arrived(Duration before) {
    endToEnd.record(before);
  }

  void deadLetter(String code) {
    registry.counter(ERRORS, "stage", DeadLetters.STAGE, "code", code).increment();
  }

  void waiting() {
    waits.increment();
  }

  void rebuilding() {
    rebuilds.increment();
  }

  void lag(long records) {
    lag.set(records);
  }
}

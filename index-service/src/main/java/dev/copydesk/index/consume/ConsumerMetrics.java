package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Applied;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

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

  /** Records that could not be used. */
  public static final String DEAD_LETTERS = "copydesk.index.dead.letters";

  /** Times that a broker, registry or sink was waited for. */
  public static final String WAITS = "copydesk.index.waits";

  /** Records of the topic that were not read yet, over all partitions. */
  public static final String LAG_RECORDS = "copydesk.index.lag.records";

  /** Times that the index was emptied to be built anew from the topic. */
  public static final String REBUILDS = "copydesk.index.rebuilds";

  private final Counter indexed;
  private final Counter late;
  private final Counter withdrawn;
  private final Counter deleted;
  private final Counter deadLetters;
  private final Counter waits;
  private final Counter rebuilds;
  private final AtomicLong lag = new AtomicLong();

  public ConsumerMetrics(MeterRegistry meters) {
    indexed = meters.counter(INDEXED);
    late = meters.counter(LATE);
    withdrawn = meters.counter(WITHDRAWN);
    deleted = meters.counter(DELETED);
    deadLetters = meters.counter(DEAD_LETTERS);
    waits = meters.counter(WAITS);
    rebuilds = meters.counter(REBUILDS);
    Gauge.builder(LAG_RECORDS, lag, AtomicLong::get).register(meters);
  }

  void applied(Applied applied) {
    indexed.increment(applied.indexed());
    late.increment(applied.late());
    withdrawn.increment(applied.withdrawn());
    deleted.increment(applied.deleted());
  }

  void deadLetters(int letters) {
    deadLetters.increment(letters);
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

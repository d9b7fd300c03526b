package dev.copydesk.ingest.publish;

import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.Rejection;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The metrics of ingest. Their names and labels are API. */
public final class IngestMetrics {

  /** Files that came to their end; label {@code state}: published, duplicate, rejected … */
  public static final String FILES = "copydesk.ingest.files";

  /** Articles committed to news.raw. */
  public static final String ARTICLES = "copydesk.ingest.articles";

  /** Bytes of files that came to their end. */
  public static final String BYTES = "copydesk.ingest.bytes";

  /**
   * Files and items that were not taken, of a file the first hundred; labels {@code stage}, here
   * always ingest, and {@code code}.
   */
  public static final String ERRORS = "copydesk.errors";

  /** Time of a transaction from its first record to its commit. */
  public static final String TRANSACTIONS = "copydesk.ingest.transactions";

  /** 1 while ingest waits; label {@code for}: kafka, folder (it is to be had), files (space …). */
  public static final String WAITS = "copydesk.ingest.waits";

  /**
   * Files in the folder; label {@code for}: turn (complete, to be published), writer (open still).
   */
  public static final String WAITING_FILES = "copydesk.ingest.waiting.files";

  /** Partitions of news.files, and with them files, that are this instance's just now. */
  public static final String PARTITIONS = "copydesk.ingest.partitions";

  /** Seconds since the file that waits for longest was last changed or moved; 0 for none. */
  public static final String OLDEST_FILE = "copydesk.ingest.oldest.file";

  /**
   * Times that the system lost track of what happened in the folder, which is then looked through.
   */
  public static final String OVERFLOWS = "copydesk.ingest.watch.overflows";

  private final MeterRegistry registry;
  private final AtomicInteger owned;
  private final Timer transactions;

  public IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.transactions = registry.timer(TRANSACTIONS);
    this.owned = new AtomicInteger();
    registry.gauge(PARTITIONS, owned);
    registry.counter(ARTICLES);
    registry.counter(BYTES);
  }

  /** Where Kafka's clients show their own metrics too. */
  MeterRegistry registry() {
    return registry;
  }

  Timer transactions() {
    return transactions;
  }

  /** Asks for what is waited, whenever metrics are read. */
  public void waits(String what, BooleanSupplier isWaiting) {
    Gauge.builder(WAITS, () -> isWaiting.getAsBoolean() ? 1 : 0)
        .tag("for", what)
        .register(registry);
  }

  /** Asks how many files wait for something, whenever metrics are read. */
  public void waitingFiles(String what, IntSupplier files) {
    Gauge.builder(WAITING_FILES, files::getAsInt).tag("for", what).register(registry);
  }

  /** Asks for the age of the oldest file that waits, whenever metrics are read. */
  public void oldestFile(Supplier<Duration> age) {
    TimeGauge.builder(OLDEST_FILE, () -> age.get().toMillis(), TimeUnit.MILLISECONDS)
        .register(registry);
  }

  /** Asks how often events were lost, whenever metrics are read. */
  public void overflows(LongSupplier count) {
    FunctionCounter.builder(OVERFLOWS, count, LongSupplier::getAsLong).register(registry);
  }

  void owned(int partitions) {
    owned.set(partitions);
  }

  void committed(Portion portion, FileReceipt receipt) {
    registry.counter(ARTICLES).increment(receipt.getArticles() - portion.before().getArticles());
    receipt.getRejected().stream()
        .filter(rejection -> !portion.before().getRejected().contains(rejection))
        .map(Rejection::getCode)
        .forEach(code -> registry.counter(ERRORS, "stage", "ingest", "code", code).increment());
    if (portion.ended()) {
      String state = receipt.getState().name().toLowerCase(Locale.ROOT);
      registry.counter(FILES, "state", state).increment();
      registry.counter(BYTES).increment(receipt.getBytes());
    }
  }
}

package dev.copydesk.ingest.publish;

import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** The metrics of ingest. Their names and labels are API. */
public final class IngestMetrics {

  /** Files that came to their end; label {@code state}: published, duplicate, rejected … */
  public static final String FILES = "copydesk.ingest.files";

  /** Articles committed to news.raw. */
  public static final String ARTICLES = "copydesk.ingest.articles";

  /** Bytes of files that came to their end. */
  public static final String BYTES = "copydesk.ingest.bytes";

  /** Files and items that were not taken, of a file the first hundred; label {@code code}. */
  public static final String REJECTED = "copydesk.ingest.rejected";

  /** Time of a transaction from its first record to its commit. */
  public static final String TRANSACTIONS = "copydesk.ingest.transactions";

  /** Partitions of news.files, and with them files, that are this instance's just now. */
  public static final String PARTITIONS = "copydesk.ingest.partitions";

  private final MeterRegistry registry;
  private final AtomicInteger owned;
  private final Timer transactions;

  public IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.transactions = registry.timer(TRANSACTIONS);
    this.owned = new AtomicInteger();
    registry.gauge(PARTITIONS, owned);
  }

  Timer transactions() {
    return transactions;
  }

  void owned(int partitions) {
    owned.set(partitions);
  }

  void committed(Portion portion, FileReceipt receipt) {
    registry.counter(ARTICLES).increment(receipt.getArticles() - portion.before().getArticles());
    receipt.getRejected().stream()
        .skip(portion.before().getRejected().size())
        .map(Rejection::getCode)
        .forEach(code -> registry.counter(REJECTED, "code", code).increment());
    if (portion.ended()) {
      String state = receipt.getState().name().toLowerCase(Locale.ROOT);
      registry.counter(FILES, "state", state).increment();
      registry.counter(BYTES).increment(receipt.getBytes());
    }
  }
}

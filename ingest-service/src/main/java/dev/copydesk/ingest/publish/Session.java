package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.TopicRight;
import dev.copydesk.service.kafka.trace.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * One life of the transactional producer and one membership of the group, which end together.
 *
 * <p>After any trouble with Kafka the session is closed and another opened: that aborts what was
 * open, completes what was decided, and the ledger tells which of the two it was.
 */
final class Session implements AutoCloseable {

  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final Sending sending;
  private final IngestMetrics metrics;
  private final Step.Listener steps;

  private Session(
      Admin admin,
      KafkaProducer<byte[], byte[]> producer,
      Ledger ledger,
      Sending sending,
      IngestMetrics metrics,
      Step.Listener steps) {
    this.admin = admin;
    this.producer = producer;
    this.ledger = ledger;
    this.sending = sending;
    this.metrics = metrics;
    this.steps = steps;
  }

  /**
   * Begins a life: fences an earlier one of the same instance, and asks to join the group.
   *
   * @throws SettingsException if topics are missing or do not fit, or the state folder is another's
   * @throws KafkaException if the brokers cannot be reached
   * @throws dev.copydesk.service.kafka.RegistryUnavailableException if the registry does not answer
   */
  static Session open(
      KafkaClients clients,
      AvroCodec codec,
      Topics topics,
      PublishSettings settings,
      IngestMetrics metrics,
      InstantSource clock,
      Tracing tracing,
      Step.Listener steps) {
    Admin admin = clients.admin("copydesk-ingest-admin");
    Ledger ledger = null;
    KafkaProducer<byte[], byte[]> producer = null;
    boolean opened = false;
    try {
      List<String> problems =
          new TopicAdmin(admin)
              .problems(
                  topics,
                  List.of(
                      TopicRight.write(topics.raw()),
                      TopicRight.readAndWrite(topics.files()),
                      TopicRight.write(topics.deadLetters())));
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      // Claims the state folder, before the producer fences whoever may have it.
      ledger =
          Ledger.open(settings.state(), settings.member(), clients, admin, codec, topics.files());
      producer =
          clients.producer("copydesk-ingest", properties(settings.member().transactionalId()));
      begin(producer, settings.member().transactionalId());
      opened = true;
      Sending sending = new Sending(producer, ledger, codec, topics, clock, tracing);
      return new Session(admin, producer, ledger, sending, metrics, steps);
    } finally {
      if (!opened) {
        close(producer, ledger, admin);
      }
    }
  }

  private static void begin(KafkaProducer<byte[], byte[]> producer, String transactionalId) {
    try {
      producer.initTransactions();
    } catch (TransactionalIdAuthorizationException e) {
      throw new KafkaException(
          "The brokers do not allow WRITE on transactional id %s: grant it, docs/security.md lists all rights"
              .formatted(transactionalId),
          e);
    }
  }

  private static Map<String, Object> properties(String transactionalId) {
    return Map.of(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        transactionalId,
        // What a crashed instance left open holds up readers, and who takes over, no longer.
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        10_000,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        15_000L,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        4_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        9_000,
        // A transaction begins while the broker still writes the markers of the last one, and is
        // told to come back; the default of 100 ms would be half of the time of each.
        ProducerConfig.RETRY_BACKOFF_MS_CONFIG,
        10L,
        ProducerConfig.LINGER_MS_CONFIG,
        5L,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 * 1024);
  }

  Ledger ledger() {
    return ledger;
  }

  /**
   * Commits the portions' articles, dead letters and receipts, all or none.
   *
   * @return the receipts, in the order of the portions
   * @throws GroupChangedException if nothing is committed, since partitions are being shared out
   * @throws KafkaException if it is not known to be committed; the session is then to be closed
   */
  List<FileReceipt> publish(List<Portion> portions) {
    long begun = System.nanoTime();
    producer.beginTransaction();
    Map<RawArticle, Future<RecordMetadata>> sent = sending.articles(portions);
    sending.deadLetters(portions);
    steps.reached(Step.SENT);
    producer.flush();
    List<Ledger.Entry> entries = sending.receipts(portions, sent);
    sendOffsets(entries);
    steps.reached(Step.BEFORE_COMMIT);
    producer.commitTransaction();
    steps.reached(Step.AFTER_COMMIT);
    metrics.transactions().record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    ledger.enter(entries);
    for (int i = 0; i < portions.size(); i++) {
      metrics.committed(portions.get(i), entries.get(i).receipt());
    }
    return entries.stream().map(Ledger.Entry::receipt).toList();
  }

  /**
   * Partitions come or go: what was in hand is to be looked up again, and nothing else is wrong.
   */
  static final class GroupChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GroupChangedException(CommitFailedException cause) {
      super("The transaction was aborted: partitions are being shared out", cause);
    }
  }

  /** Fails where this instance has lost the partitions and does not know it yet (KIP-447). */
  private void sendOffsets(List<Ledger.Entry> entries) {
    try {
      producer.sendOffsetsToTransaction(ledger.offsets(entries), ledger.membership());
    } catch (CommitFailedException e) {
      producer.abortTransaction();
      throw new GroupChangedException(e);
    }
  }

  @Override
  public void close() {
    close(producer, ledger, admin);
  }

  private static void close(
      @Nullable KafkaProducer<byte[], byte[]> producer, @Nullable Ledger ledger, Admin admin) {
    try {
      if (producer != null) {
        producer.close(LAST_WORD);
      }
    } finally {
      try {
        if (ledger != null) {
          ledger.close();
        }
      } finally {
        admin.close(Duration.ZERO);
      }
    }
  }
}

package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.ledger.FileKey;
import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.TopicRight;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One life of the transactional producer and one membership of the group, which end together.
 *
 * <p>After any trouble with Kafka the session is closed and another opened: that aborts what was
 * open, completes what was decided, and the ledger tells which of the two it was.
 */
final class Session implements AutoCloseable {

  private static final String SOURCE = "/copydesk/ingest";
  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final AvroCodec codec;
  private final Topics topics;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final Step.Listener steps;

  private Session(
      Admin admin,
      KafkaProducer<byte[], byte[]> producer,
      Ledger ledger,
      AvroCodec codec,
      Topics topics,
      IngestMetrics metrics,
      InstantSource clock,
      Step.Listener steps) {
    this.admin = admin;
    this.producer = producer;
    this.ledger = ledger;
    this.codec = codec;
    this.topics = topics;
    this.metrics = metrics;
    this.clock = clock;
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
      return new Session(admin, producer, ledger, codec, topics, metrics, clock, steps);
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

  private record Sent(RawArticle article, Future<RecordMetadata> record) {}

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
    List<List<Sent>> sent = new ArrayList<>();
    for (Portion portion : portions) {
      List<Sent> articles = new ArrayList<>();
      for (Item item : portion.items()) {
        switch (item) {
          case Item.Article(RawArticle raw) -> articles.add(new Sent(raw, send(raw)));
          case Item.Rejected rejected -> deadLetter(portion, rejected);
        }
      }
      sent.add(articles);
    }
    steps.reached(Step.SENT);
    producer.flush();
    List<Receipted> receipted = new ArrayList<>();
    for (int i = 0; i < portions.size(); i++) {
      FileReceipt receipt = receipt(portions.get(i), sent.get(i));
      receipted.add(new Receipted(receipt, send(receipt)));
    }
    producer.flush();
    List<Ledger.Entry> entries = receipted.stream().map(Session::entry).toList();
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

  private record Receipted(FileReceipt receipt, Future<RecordMetadata> record) {}

  private static Ledger.Entry entry(Receipted receipted) {
    RecordMetadata record = result(receipted.record());
    return new Ledger.Entry(receipted.receipt(), record.partition(), record.offset());
  }

  private Future<RecordMetadata> send(RawArticle raw) {
    String eventId =
        raw.getSource().getFeed()
            + "/"
            + raw.getSource().getSha256()
            + "/"
            + raw.getSource().getPosition()
            + "/"
            + raw.getArrived();
    return producer.send(
        new ProducerRecord<>(
            topics.raw().name(),
            null,
            raw.getArrived(),
            raw.getId().getBytes(StandardCharsets.UTF_8),
            codec.encode(topics.raw(), raw),
            CloudEvents.headers(
                eventId,
                SOURCE,
                "dev.copydesk.article.found",
                Instant.ofEpochMilli(raw.getArrived()))));
  }

  /** A file refused as a whole is kept in failed/; its items would be lost without a letter. */
  private void deadLetter(Portion portion, Item.Rejected rejected) {
    FileReceipt file = portion.before();
    if (rejected.isWholeFile() || Receipts.hasRejected(file, rejected.position())) {
      // Of an item that is refused again the letter is there.
      return;
    }
    FileKey key = FileKey.of(file);
    Instant now = clock.instant();
    RecordHeaders headers =
        new RecordHeaders(
            CloudEvents.headers(
                file.getFeed() + "/" + file.getSha256() + "/" + rejected.position(),
                SOURCE,
                "dev.copydesk.item.rejected",
                now));
    headers.remove("content-type");
    producer.send(
        new DeadLetter(
                key.bytes(),
                rejected.bytes(),
                headers,
                new DeadLetter.Origin(
                    file.getFeed() + "/" + file.getPath(), -1, rejected.position()),
                "ingest",
                new BadInputException(rejected.code(), rejected.reason()))
            .toRecord(topics.deadLetters().name()));
  }

  private FileReceipt receipt(Portion portion, List<Sent> articles) {
    if (portion.isDuplicate()) {
      return portion.before();
    }
    List<PublishedArticle> published = new ArrayList<>();
    for (Sent article : articles) {
      RecordMetadata record = result(article.record());
      published.add(
          PublishedArticle.newBuilder()
              .setPosition(article.article().getSource().getPosition())
              .setId(article.article().getId())
              .setPartition(record.partition())
              .setOffset(record.offset())
              .build());
    }
    return Receipts.after(
        portion.before(), portion.items(), published, portion.ended(), clock.instant());
  }

  private Future<RecordMetadata> send(FileReceipt receipt) {
    FileKey key = FileKey.of(receipt);
    Instant updated = Instant.ofEpochMilli(receipt.getUpdated());
    return producer.send(
        new ProducerRecord<>(
            topics.files().name(),
            ledger.partition(receipt.getSha256()),
            updated.toEpochMilli(),
            key.bytes(),
            codec.encode(topics.files(), receipt),
            CloudEvents.headers(
                receipt.getFeed() + "/" + receipt.getSha256() + "/" + updated.toEpochMilli(),
                SOURCE,
                "dev.copydesk.file." + receipt.getState().name().toLowerCase(Locale.ROOT),
                updated)));
  }

  private static RecordMetadata result(Future<RecordMetadata> record) {
    try {
      return record.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException("A record was not taken by the broker", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while the broker took a record", e);
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

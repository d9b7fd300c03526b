package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Item;
import dev.copydesk.ingest.ledger.FileKey;
import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.trace.Span;
import dev.copydesk.service.kafka.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes records of portions and gives them to the producer, within the transaction under way. */
final class Sending {

  private static final String SOURCE = "/copydesk/ingest";

  private final KafkaProducer<byte[], byte[]> producer;
  private final Ledger ledger;
  private final AvroCodec codec;
  private final Topics topics;
  private final InstantSource clock;
  private final Tracing tracing;

  Sending(
      KafkaProducer<byte[], byte[]> producer,
      Ledger ledger,
      AvroCodec codec,
      Topics topics,
      InstantSource clock,
      Tracing tracing) {
    this.producer = producer;
    this.ledger = ledger;
    this.codec = codec;
    this.topics = topics;
    this.clock = clock;
    this.tracing = tracing;
  }

  /**
   * Sends the portions' articles in the order of the files. Partition by partition, batches would
   * be larger, and deflate takes longer the more it looks back on (measured: a third of all CPU).
   */
  Map<RawArticle, Future<RecordMetadata>> articles(List<Portion> portions) {
    Map<RawArticle, Future<RecordMetadata>> sent = new IdentityHashMap<>();
    for (Portion portion : portions) {
      for (Item item : portion.items()) {
        if (item instanceof Item.Article(RawArticle raw)) {
          sent.put(raw, send(raw));
        }
      }
    }
    return sent;
  }

  private record Receipted(FileReceipt receipt, byte[] value, Future<RecordMetadata> record) {

    Ledger.Entry entry() {
      RecordMetadata lies = result(record);
      return new Ledger.Entry(receipt, value, lies.partition(), lies.offset());
    }
  }

  /**
   * Sends the portions' receipts, and returns them in the same order.
   *
   * @param articles what was sent of them, which the brokers have
   */
  List<Ledger.Entry> receipts(
      List<Portion> portions, Map<RawArticle, Future<RecordMetadata>> articles) {
    List<Receipted> sent = new ArrayList<>();
    for (Portion portion : portions) {
      FileReceipt receipt = receipt(portion, articles);
      byte[] value = codec.encode(topics.files(), receipt);
      sent.add(new Receipted(receipt, value, send(receipt, value)));
    }
    producer.flush();
    return sent.stream().map(Receipted::entry).toList();
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
    Instant arrived = Instant.ofEpochMilli(raw.getArrived());
    Headers headers =
        new RecordHeaders(
            CloudEvents.headers(eventId, SOURCE, "dev.copydesk.article.found", arrived));
    Span span = tracing.produce("ingest", topics.raw().name(), arrived);
    span.article(raw.getId());
    span.writeTo(headers);
    return producer.send(
        new ProducerRecord<>(
            topics.raw().name(),
            null,
            raw.getArrived(),
            raw.getId().getBytes(StandardCharsets.UTF_8),
            codec.encode(topics.raw(), raw),
            headers),
        span.isRecording() ? ended(span) : null);
  }

  private static Callback ended(Span span) {
    return (_, failure) -> {
      if (failure != null) {
        span.failed(failure.getClass().getSimpleName());
      }
      span.end();
    };
  }

  /** Sends the portions' refused items. */
  void deadLetters(List<Portion> portions) {
    for (Portion portion : portions) {
      for (Item item : portion.items()) {
        if (item instanceof Item.Rejected rejected) {
          deadLetter(portion, rejected);
        }
      }
    }
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

  private FileReceipt receipt(Portion portion, Map<RawArticle, Future<RecordMetadata>> sent) {
    if (portion.isDuplicate()) {
      return portion.before();
    }
    List<PublishedArticle> published = new ArrayList<>();
    for (Item item : portion.items()) {
      if (item instanceof Item.Article(RawArticle raw)) {
        RecordMetadata record = result(sent.get(raw));
        published.add(
            PublishedArticle.newBuilder()
                .setPosition(raw.getSource().getPosition())
                .setId(raw.getId())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .build());
      }
    }
    return Receipts.after(
        portion.before(), portion.items(), published, portion.ended(), clock.instant());
  }

  private Future<RecordMetadata> send(FileReceipt receipt, byte[] value) {
    FileKey key = FileKey.of(receipt);
    Instant updated = Instant.ofEpochMilli(receipt.getUpdated());
    return producer.send(
        new ProducerRecord<>(
            topics.files().name(),
            ledger.partition(receipt.getSha256()),
            updated.toEpochMilli(),
            key.bytes(),
            value,
            CloudEvents.headers(
                receipt.getFeed() + "/" + receipt.getSha256() + "/" + updated.toEpochMilli(),
                SOURCE,
                "dev.copydesk.file." + receipt.getState().name().toLowerCase(Locale.ROOT),
                updated)));
  }

  private static RecordMetadata result(@Nullable Future<RecordMetadata> record) {
    try {
      return Objects.requireNonNull(record, "Each was sent").get();
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
}

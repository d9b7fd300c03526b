package dev.copydesk.index.road;

import dev.copydesk.index.search.Road.Letter;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads receipts, dead letters, what was done about them, and replays, from the beginning and for
 * as long as the service lives, on a thread of its own. After any trouble it begins anew.
 */
final class Watching implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
  private static final String CLIENT_ID = "copydesk-index-road";
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int FETCH_BYTES = 2 * 1024 * 1024;

  /** A message may hold what somebody wrote into a file. */
  private static final int MESSAGE_LENGTH = 500;

  private final KafkaClients clients;
  private final Topics topics;
  private final AvroCodec codec;
  private final Sightings sightings;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("index-road").unstarted(this::run);

  Watching(KafkaClients clients, Topics topics, AvroCodec codec, Sightings sightings) {
    this.clients = clients;
    this.topics = topics;
    this.codec = codec;
    this.sightings = sightings;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closing.get()) {
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        sightings.clear();
        assign(consumer);
        while (!closing.get()) {
          consumer.poll(POLL).forEach(this::see);
        }
      } catch (KafkaException | RegistryUnavailableException e) {
        LOG.warn("event=road-waiting ms={} cause={}", PAUSE.toMillis(), e.toString());
        pause();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return clients.consumer(
        CLIENT_ID,
        Map.of(
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS));
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        Stream.of(topics.files(), topics.deadLetters(), topics.deadLetterStates(), topics.replays())
            .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("The topics of receipts and dead letters are missing");
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private void see(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.topic().equals(topics.files().name())) {
        sightings.sawFile(key, decode(FileReceipt.class, record));
      } else if (record.topic().equals(topics.deadLetters().name())) {
        sightings.sawLetter(letter(record));
      } else if (record.topic().equals(topics.replays().name())) {
        sightings.sawReplay(key, decode(ReplayProgress.class, record));
      } else {
        DeadLetterState state = decode(DeadLetterState.class, record);
        sightings.sawState(key, state == null ? null : state.getState().name());
      }
    } catch (BadInputException e) {
      LOG.warn(
          "event=road-record-unreadable topic={} partition={} offset={} code={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.code());
    }
  }

  private <T extends SpecificRecordBase> @Nullable T decode(
      Class<T> type, ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null ? null : codec.decode(type, record.value());
  }

  private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
    String topic = header(record, DeadLetter.TOPIC);
    String partition = header(record, DeadLetter.PARTITION);
    String offset = header(record, DeadLetter.OFFSET);
    String message = header(record, DeadLetter.MESSAGE);
    return new Letter(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
        header(record, DeadLetter.CODE),
        header(record, DeadLetter.STAGE),
        message.substring(0, Math.min(MESSAGE_LENGTH, message.length())),
        partition.equals("-1") ? topic + " #" + offset : topic + "-" + partition + "@" + offset,
        record.value() == null ? 0 : record.value().length,
        record.timestamp(),
        null);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private void pause() {
    synchronized (closing) {
      try {
        if (!closing.get()) {
          closing.wait(PAUSE.toMillis());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        closing.set(true);
      }
    }
  }

  @Override
  public void close() {
    synchronized (closing) {
      closing.set(true);
      closing.notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Letters owed to {@code news.dead-letters}. The offset of none of them may be committed before it
 * is delivered; a crash in between delivers it again.
 */
final class DeadLetters implements BadRecords, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String STAGE = "index";
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final ConsumerMetrics metrics;
  private final Map<DeadLetter.Origin, DeadLetter> owed = new LinkedHashMap<>();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  DeadLetters(KafkaSettings settings, ConsumerMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Owes a letter; once, however often its record is read before it is delivered. */
  @Override
  public void add(ConsumerRecord<byte[], byte[]> record, BadInputException cause) {
    DeadLetter.Origin origin =
        new DeadLetter.Origin(record.topic(), record.partition(), record.offset());
    LOG.warn(
        "event=dead-letter stage={} topic={} partition={} offset={} code={}",
        STAGE,
        origin.topic(),
        origin.partition(),
        origin.offset(),
        cause.code());
    owed.put(
        origin,
        new DeadLetter(record.key(), record.value(), record.headers(), origin, STAGE, cause));
  }

  @Override
  public void keepBefore(Map<Integer, Long> nextOffsets) {
    owed.keySet()
        .removeIf(origin -> origin.offset() >= nextOffsets.getOrDefault(origin.partition(), 0L));
  }

  /**
   * Returns when the brokers have every letter.
   *
   * @throws KafkaException if they do not take one; all are still owed then
   */
  @Override
  public void deliver() {
    if (owed.isEmpty()) {
      return;
    }
    List<Future<?>> sent = new ArrayList<>();
    for (DeadLetter letter : owed.values()) {
      sent.add(producer().send(letter.toRecord(settings.topics().deadLetters().name())));
    }
    for (Future<?> acknowledgement : sent) {
      await(acknowledgement);
    }
    metrics.deadLetters(owed.size());
    owed.clear();
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(CLOSING);
      producer = null;
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> open = producer;
    if (open == null) {
      open =
          new KafkaClients(settings)
              .producer(
                  "copydesk-index-dead-letters",
                  Map.of(
                      ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                      ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                      ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000));
      producer = open;
    }
    return open;
  }

  private static void await(Future<?> acknowledgement) {
    try {
      acknowledgement.get();
    } catch (ExecutionException e) {
      throw new KafkaException("A dead letter was not taken: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while sending a dead letter", e);
    }
  }
}

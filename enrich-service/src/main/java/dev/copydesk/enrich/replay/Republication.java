package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes a stretch of {@code news.raw} to a topic of somebody else's, for a consumer or a test: in
 * the order of the records' timestamps, which they keep, as fast as they came or faster.
 */
public final class Republication {

  private static final String CLIENT_ID = "copydesk-republication";
  private static final Duration POLL = Duration.ofMillis(100);

  /** After so many it is made sure that the brokers have them. */
  private static final int BATCH = 500;

  private final KafkaClients clients;
  private final Topics topics;

  public Republication(KafkaSettings kafka) {
    this.clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
  }

  /**
   * @param wanted what the plan's limit lets through
   * @param target a topic that is there and is none of Copydesk's own
   * @param speed 1 is the original pace; empty: as fast as the brokers take it
   * @param progress told now and then how many were written
   * @return how many were written
   * @throws SettingsException if the target is no such topic
   * @throws InterruptedException if it was told to stop
   */
  public long execute(
      ReplayPlan plan, Wanted wanted, String target, OptionalDouble speed, LongConsumer progress)
      throws InterruptedException {
    if (topics.all().stream().anyMatch(topic -> topic.name().equals(target))) {
      throw new SettingsException(
          List.of(target + " is a topic of Copydesk's own, which nothing is copied into"));
    }
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of());
        KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, Map.of())) {
      List<PartitionInfo> partitions =
          Optional.ofNullable(consumer.partitionsFor(target)).orElse(List.of());
      if (partitions.isEmpty()) {
        throw new SettingsException(
            List.of("Topic " + target + " is missing: create it with kafka-topics --create"));
      }
      Merge merge = new Merge(plan, topics.raw().name(), consumer, wanted);
      return copy(merge, producer, target, speed, progress);
    }
  }

  private static long copy(
      Merge merge,
      KafkaProducer<byte[], byte[]> producer,
      String target,
      OptionalDouble speed,
      LongConsumer progress)
      throws InterruptedException {
    long begin = System.nanoTime();
    OptionalLong first = OptionalLong.empty();
    List<Future<?>> sent = new ArrayList<>();
    long written = 0;
    for (Optional<ConsumerRecord<byte[], byte[]>> next = merge.next();
        next.isPresent();
        next = merge.next()) {
      ConsumerRecord<byte[], byte[]> record = next.get();
      if (first.isEmpty()) {
        first = OptionalLong.of(record.timestamp());
      }
      if (speed.isPresent()) {
        awaitTurn(begin, (record.timestamp() - first.getAsLong()) / speed.getAsDouble());
      }
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  target,
                  null,
                  record.timestamp(),
                  record.key(),
                  record.value(),
                  record.headers())));
      written++;
      if (sent.size() >= BATCH) {
        acknowledge(sent, target);
        progress.accept(written);
      }
    }
    producer.flush();
    acknowledge(sent, target);
    progress.accept(written);
    return written;
  }

  private static void awaitTurn(long begin, double dueMillis) throws InterruptedException {
    long wait = Math.round(dueMillis) - (System.nanoTime() - begin) / 1_000_000;
    if (wait > 0) {
      Thread.sleep(wait);
    }
  }

  private static void acknowledge(List<Future<?>> sent, String target) throws InterruptedException {
    for (Future<?> each : sent) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new KafkaException("The brokers took no record for " + target, e);
      }
    }
    sent.clear();
  }

  /** Records of all partitions, the earliest timestamp first; of each partition in its order. */
  private static final class Merge {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wanted wanted;
    private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> read =
        new LinkedHashMap<>();

    Merge(ReplayPlan plan, String topic, KafkaConsumer<byte[], byte[]> consumer, Wanted wanted) {
      this.consumer = consumer;
      this.wanted = wanted;
      for (ReplayPlan.Part part : plan.partitions()) {
        TopicPartition partition = new TopicPartition(topic, part.partition());
        ends.put(partition, part.to());
        read.put(partition, new ArrayDeque<>());
      }
      consumer.assign(ends.keySet());
      plan.partitions()
          .forEach(part -> consumer.seek(new TopicPartition(topic, part.partition()), part.from()));
    }

    Optional<ConsumerRecord<byte[], byte[]>> next() {
      // The earliest is known when every partition that has more to come has one at hand.
      while (ends.keySet().stream().anyMatch(p -> queue(p).isEmpty() && hasMore(p))) {
        ends.keySet()
            .forEach(
                p -> {
                  if (queue(p).isEmpty() && hasMore(p)) {
                    consumer.resume(List.of(p));
                  } else {
                    consumer.pause(List.of(p));
                  }
                });
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < Objects.requireNonNull(ends.get(partition)) && isWanted(record)) {
            queue(partition).add(record);
          }
        }
      }
      return read.values().stream()
          .filter(queue -> !queue.isEmpty())
          .min(Comparator.comparingLong(queue -> queue.element().timestamp()))
          .map(Deque::remove);
    }

    private boolean hasMore(TopicPartition partition) {
      return consumer.position(partition) < Objects.requireNonNull(ends.get(partition));
    }

    private Deque<ConsumerRecord<byte[], byte[]>> queue(TopicPartition partition) {
      return Objects.requireNonNull(read.get(partition));
    }

    private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
      return record.key() == null
          ? wanted == Wanted.EVERYTHING
          : wanted.has(new String(record.key(), StandardCharsets.UTF_8));
    }
  }
}

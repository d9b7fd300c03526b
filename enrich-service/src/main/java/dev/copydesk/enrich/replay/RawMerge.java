package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.ReplayPartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A stretch of {@code news.raw}, the record of the earliest timestamp first; of each partition in
 * its order.
 */
final class RawMerge {

  private final Run run;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Wanted wanted;
  private final String topic;
  private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> read =
      new LinkedHashMap<>();

  /**
   * @param topic that of raw articles
   */
  RawMerge(Run run, String topic, KafkaConsumer<byte[], byte[]> consumer, Wanted wanted) {
    this.run = run;
    this.topic = topic;
    this.consumer = consumer;
    this.wanted = wanted;
    for (ReplayPlan.Part part : run.parts()) {
      ends.put(partition(part), part.to());
      read.put(partition(part), new ArrayDeque<>());
    }
    consumer.assign(ends.keySet());
    run.starts().forEach((number, from) -> consumer.seek(new TopicPartition(topic, number), from));
  }

  /** Whether every partition that has more to come has a record at hand. */
  boolean isKnown() {
    return ends.keySet().stream().noneMatch(this::isAwaited);
  }

  /** Reads for so long at most until it is known which record is the first; then it only waits. */
  void read(Duration time) {
    for (TopicPartition partition : ends.keySet()) {
      if (isAwaited(partition)) {
        consumer.resume(List.of(partition));
      } else {
        consumer.pause(List.of(partition));
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(time)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < end(partition) && isWanted(record)) {
        queue(partition).add(record);
      }
    }
  }

  /** Whether there is none left. */
  boolean isDone() {
    return isKnown() && read.values().stream().allMatch(Deque::isEmpty);
  }

  /** The first that was not removed. To be asked when it is known, and not all is done. */
  ConsumerRecord<byte[], byte[]> first() {
    return earliest().element();
  }

  void removeFirst() {
    var _ = earliest().remove();
  }

  /** What was removed, and what is unwanted before that which was not, is worked off. */
  List<ReplayPartition> progress() {
    return run.parts().stream()
        .map(
            part ->
                new ReplayPartition(
                    part.partition(), part.from(), part.to(), next(partition(part)), -1L))
        .toList();
  }

  private long next(TopicPartition partition) {
    Deque<ConsumerRecord<byte[], byte[]>> queue = queue(partition);
    return queue.isEmpty()
        ? Math.min(consumer.position(partition), end(partition))
        : queue.element().offset();
  }

  private boolean isAwaited(TopicPartition partition) {
    return queue(partition).isEmpty() && consumer.position(partition) < end(partition);
  }

  private Deque<ConsumerRecord<byte[], byte[]>> earliest() {
    return read.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.element().timestamp()))
        .orElseThrow();
  }

  private TopicPartition partition(ReplayPlan.Part part) {
    return new TopicPartition(topic, part.partition());
  }

  private long end(TopicPartition partition) {
    return Objects.requireNonNull(ends.get(partition));
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

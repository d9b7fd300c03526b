package dev.copydesk.enrich.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code news.raw} from and to the planned offsets and keeps what is wanted of it. */
final class RawReader {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Wanted wanted;
  private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();
  private final Deque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();

  RawReader(Run run, String topic, Consumer<byte[], byte[]> consumer, Wanted wanted) {
    this.consumer = consumer;
    this.wanted = wanted;
    Map<Integer, Long> starts = run.starts();
    for (ReplayPlan.Part part : run.parts()) {
      ends.put(new TopicPartition(topic, part.partition()), part.to());
    }
    consumer.assign(ends.keySet());
    ends.keySet().forEach(p -> consumer.seek(p, Objects.requireNonNull(starts.get(p.partition()))));
    pauseRead();
  }

  /** What was read and is wanted; whoever feeds it takes it out. */
  Deque<ConsumerRecord<byte[], byte[]>> queue() {
    return queue;
  }

  /** Whether everything was read and taken. */
  boolean isDone() {
    return queue.isEmpty() && isRead();
  }

  /** Reads on for a moment, if nothing is left of what was read. */
  void readOn() {
    long until = System.nanoTime() + POLL.toNanos();
    while (queue.isEmpty() && !isRead() && System.nanoTime() < until) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end && isWanted(record)) {
          queue.add(record);
        }
      }
      pauseRead();
    }
  }

  /** By partition the first offset that was not yet taken or passed over. */
  Map<Integer, Long> next() {
    Map<Integer, Long> next = new LinkedHashMap<>();
    ends.forEach((p, end) -> next.put(p.partition(), Math.min(end, consumer.position(p))));
    queue.forEach(record -> next.merge(record.partition(), record.offset(), Math::min));
    return next;
  }

  /** Positions tell the end, not records: the last offsets may be markers of transactions. */
  private boolean isRead() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void pauseRead() {
    ends.forEach(
        (partition, end) -> {
          if (consumer.position(partition) >= end) {
            consumer.pause(List.of(partition));
          }
        });
  }

  /** What has no key is poison, which the topology turned away when it was live. */
  private boolean isWanted(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null
        ? wanted == Wanted.EVERYTHING
        : wanted.has(new String(record.key(), StandardCharsets.UTF_8));
  }
}

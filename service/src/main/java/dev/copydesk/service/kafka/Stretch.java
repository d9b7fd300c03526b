package dev.copydesk.service.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Partitions up to where each ended at one moment.
 *
 * @param ends exclusive; of what is committed, where that is all the consumer reads
 */
public record Stretch(Map<TopicPartition, Long> ends) {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Clients wait for an answer so long by default too. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Takes a record. */
  @FunctionalInterface
  public interface Taker<E extends Exception> {
    void take(ConsumerRecord<byte[], byte[]> record) throws E;
  }

  public Stretch {
    ends = Map.copyOf(ends);
  }

  /** All of a topic, as it ends now. */
  public static Stretch of(Consumer<byte[], byte[]> consumer, String topic) {
    return of(
        consumer,
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList());
  }

  /** All of these partitions, as they end now. */
  public static Stretch of(
      Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
    return new Stretch(consumer.endOffsets(partitions));
  }

  /** One of its partitions. */
  public Stretch only(TopicPartition partition) {
    return new Stretch(Map.of(partition, ends.getOrDefault(partition, 0L)));
  }

  /** Reads all of it. Assigns its partitions to the consumer; otherwise as {@link #readOn}. */
  public <E extends Exception> void read(Consumer<byte[], byte[]> consumer, Taker<E> taker)
      throws E {
    List<TopicPartition> partitions = List.copyOf(ends.keySet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    readOn(consumer, taker);
  }

  /**
   * Reads from where the consumer stands, which the partitions are assigned to. What came after the
   * ends meanwhile may be among what is taken.
   *
   * @throws TimeoutException if the brokers let the consumer get no further for a minute
   */
  public <E extends Exception> void readOn(Consumer<byte[], byte[]> consumer, Taker<E> taker)
      throws E {
    readOn(consumer, taker, PATIENCE);
  }

  <E extends Exception> void readOn(
      Consumer<byte[], byte[]> consumer, Taker<E> taker, Duration patience) throws E {
    long left = left(consumer);
    long sinceNanos = System.nanoTime();
    while (left > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        taker.take(record);
      }
      long now = left(consumer);
      if (now < left) {
        left = now;
        sinceNanos = System.nanoTime();
      } else if (System.nanoTime() - sinceNanos > patience.toNanos()) {
        throw new TimeoutException(
            "The brokers gave nothing of %s for %d s, though %d offsets are left"
                .formatted(ends.keySet(), patience.toSeconds(), left));
      }
    }
  }

  /** Offsets that the consumer has before it. */
  private long left(Consumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }
}

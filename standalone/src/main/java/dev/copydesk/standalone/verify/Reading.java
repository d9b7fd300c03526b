package dev.copydesk.standalone.verify;

import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.service.kafka.Stretch;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads one topic from its beginning, again and again to what is its end then. */
final class Reading implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<Integer, Long> last = new HashMap<>();

  Reading(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads what has come since the last time. */
  void readOn(Stretch.Taker<IOException> taker) throws IOException {
    Stretch.of(consumer, partitions)
        .readOn(
            consumer,
            record -> {
              last.merge(record.partition(), record.offset(), Math::max);
              taker.take(record);
            });
  }

  /** Whether the topology has worked off all that was read here of news.raw. */
  boolean isPassed(TopologyPosition topology) {
    return last.entrySet().stream().allMatch(e -> topology.hasPassedRaw(e.getKey(), e.getValue()));
  }

  @Override
  public void close() {
    consumer.close();
  }
}

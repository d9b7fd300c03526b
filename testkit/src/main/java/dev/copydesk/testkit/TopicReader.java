package dev.copydesk.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics as a consumer with {@code read_committed} sees them. */
public final class TopicReader {

  private TopicReader() {}

  /**
   * Every committed record up to the topic's present end; keys as UTF-8, values as they lie there.
   *
   * <p>The end is the last stable offset: an open transaction and what follows it are left out.
   */
  public static List<ConsumerRecord<String, byte[]>> readAll(Cluster cluster, String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    readEach(cluster, topic, records::add);
    return List.copyOf(records);
  }

  /** As {@link #readAll}, for topics that are too large to be held. */
  public static void readEach(
      Cluster cluster, String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      // Positions rather than records tell the end: markers of transactions take offsets too.
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(reader);
      }
    }
  }
}

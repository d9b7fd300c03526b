package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The topic as the brokers describe it now. */
record EnrichedTopic(TopicIdentity identity, List<TopicPartition> partitions) {

  static final EnrichedTopic UNKNOWN = new EnrichedTopic(new TopicIdentity("", "", ""), List.of());

  /**
   * @throws KafkaException if the brokers do not answer or have no such topic
   */
  static EnrichedTopic describe(Admin admin, String name) {
    try {
      TopicDescription topic =
          Objects.requireNonNull(
              admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
      String cluster = admin.describeCluster().clusterId().get();
      return new EnrichedTopic(
          new TopicIdentity(cluster, name, topic.topicId().toString()),
          topic.partitions().stream().map(p -> new TopicPartition(name, p.partition())).toList());
    } catch (ExecutionException e) {
      throw new KafkaException("Cannot describe topic " + name + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  /**
   * Why what was read up to this position is not of this topic; empty if it is.
   *
   * @param ends by partition the topic's end
   */
  Optional<String> mismatch(Position position, Map<TopicPartition, Long> ends) {
    if (!position.topic().equals(identity)) {
      return Optional.of("what is indexed came from " + position.topic());
    }
    return position.nextOffsets().entrySet().stream()
        .filter(
            next ->
                ends.getOrDefault(new TopicPartition(identity.name(), next.getKey()), -1L)
                    < next.getValue())
        .findFirst()
        .map(
            next ->
                "partition %d ends before offset %d, where reading stopped"
                    .formatted(next.getKey(), next.getValue()));
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.service.kafka.TopicAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic as the brokers describe it now.
 *
 * @param tombstonesKept how long a tombstone can be read at least; empty where they do not say, or
 *     none is ever dropped
 */
record EnrichedTopic(
    TopicIdentity identity, List<TopicPartition> partitions, Optional<Duration> tombstonesKept) {

  static final EnrichedTopic UNKNOWN =
      new EnrichedTopic(new TopicIdentity("", "", ""), List.of(), Optional.empty());

  private static final Logger LOG = LoggerFactory.getLogger(EnrichedTopic.class);

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
          topic.partitions().stream().map(p -> new TopicPartition(name, p.partition())).toList(),
          tombstonesKept(admin, name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new KafkaException(TopicAdmin.missing(name), e);
      }
      throw new KafkaException("Cannot describe topic " + name + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  private static Optional<Duration> tombstonesKept(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Config config =
          Objects.requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));
      return config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")
          ? Optional.of(
              Duration.ofMillis(
                  Long.parseLong(config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value())))
          : Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        LOG.warn("event=retention-unknown topic={} cause={}", name, e.getCause().toString());
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Why reading cannot go on from this position; empty if it can.
   *
   * @param ends by partition the topic's end
   */
  Optional<String> mismatch(Position position, Map<TopicPartition, Long> ends, Instant now) {
    Optional<String> stale =
        tombstonesKept
            .filter(kept -> position.asOf().plus(kept).isBefore(now))
            .map(
                kept ->
                    "it was last read up to %s, and the topic keeps tombstones for %s"
                        .formatted(position.asOf(), kept));
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
                    .formatted(next.getKey(), next.getValue()))
        .or(() -> stale);
  }
}

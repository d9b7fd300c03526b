package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the topology has committed in both of its inputs.
 *
 * <p>Committed offsets are compared with offsets of records, never with the ends of the logs: the
 * ends count transaction markers too, so that a difference of the two need never reach zero.
 */
public final class TopologyPosition {

  private final Admin admin;
  private final String group;
  private final Topics topics;
  private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

  /**
   * @param group of the topology: {@code EnrichSettings.applicationId}
   */
  public TopologyPosition(Admin admin, String group, Topics topics) {
    this.admin = admin;
    this.group = group;
    this.topics = topics;
  }

  /** Asks anew. */
  public void refresh() throws InterruptedException {
    try {
      committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    } catch (ExecutionException e) {
      throw new KafkaException("Could not ask for the offsets of " + group, e);
    }
  }

  /** Whether the record that lies there in news.raw has been worked off, live. */
  public boolean hasPassedRaw(int partition, long offset) {
    return next(topics.raw(), partition) > offset;
  }

  /** The offset in a partition of news.raw that is worked off next. */
  public long nextRaw(int partition) {
    return next(topics.raw(), partition);
  }

  /** Whether the record that lies there in news.replay has been worked off. */
  public boolean hasPassedReplay(int partition, long offset) {
    return next(topics.replay(), partition) > offset;
  }

  /**
   * Live records that wait for the topology, at most: it may have passed the markers of
   * transactions at the ends.
   *
   * @param ends of the partitions of news.raw
   */
  long liveLag(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(
            end -> Math.max(0, end.getValue() - next(topics.raw(), end.getKey().partition())))
        .sum();
  }

  private long next(Topic topic, int partition) {
    OffsetAndMetadata next = committed.get(new TopicPartition(topic.name(), partition));
    return next == null ? 0 : next.offset();
  }
}

package dev.copydesk.enrich.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What partitions take on the brokers' disks. */
final class TopicSize {

  private static final Logger LOG = LoggerFactory.getLogger(TopicSize.class);

  private TopicSize() {}

  /** In bytes, one replica of each; -1 where the user may not ask the brokers for it. */
  static long bytes(Admin admin, Collection<TopicPartition> partitions) {
    try {
      Map<TopicPartition, Long> sizes = new HashMap<>();
      admin
          .describeLogDirs(admin.describeCluster().nodes().get().stream().map(Node::id).toList())
          .allDescriptions()
          .get()
          .values()
          .forEach(
              folders ->
                  folders
                      .values()
                      .forEach(
                          folder ->
                              folder
                                  .replicaInfos()
                                  .forEach(
                                      (partition, replica) ->
                                          sizes.merge(partition, replica.size(), Math::max))));
      return partitions.stream().mapToLong(p -> sizes.getOrDefault(p, 0L)).sum();
    } catch (ExecutionException e) {
      LOG.info("event=replay_size_unknown reason=\"{}\"", e.getMessage());
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}

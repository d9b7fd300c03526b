package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.Topic;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/** {@code news.files} as the cluster has it; deleted and made anew, it is another. */
record LedgerTopic(Uuid id, int partitions) {

  /** Raised when what lies on disk changes its form. */
  private static final int FORM = 2;

  /**
   * Asks the brokers.
   *
   * @throws KafkaException if they do not tell
   */
  static LedgerTopic find(Admin admin, Topic topic) {
    try {
      TopicDescription found =
          Objects.requireNonNull(
              admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name()));
      return new LedgerTopic(found.topicId(), found.partitions().size());
    } catch (ExecutionException e) {
      throw new KafkaException("Could not describe " + topic.name(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  /** What a state folder must have been written for, to be of use. */
  String identity(String feed) {
    return "form %d, topic %s, %d partitions, feed %s".formatted(FORM, id, partitions, feed);
  }
}

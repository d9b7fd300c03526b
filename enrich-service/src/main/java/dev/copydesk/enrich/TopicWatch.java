package dev.copydesk.enrich;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.TopicAdmin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether the topics are as the topology needs them: of one that was deleted
 * under way Kafka Streams tells after minutes, and not which it is.
 */
final class TopicWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Admin admin;
  private final Topics topics;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("enrich-topics").unstarted(this::run);
  private volatile List<String> problems = List.of();

  /**
   * @param admin closed with the watch
   */
  TopicWatch(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  void start() {
    thread.start();
  }

  /** What is wrong with the topics and what helps; empty where they are well. */
  Optional<String> trouble() {
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", problems));
  }

  private void run() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      List<String> found = new TopicAdmin(admin).problems(topics);
      if (!found.equals(problems)) {
        LOG.warn("event=enrich_topics problems=\"{}\"", found);
        problems = found;
      }
    } catch (KafkaException e) {
      // The topology meets the same brokers, and tells of it.
      LOG.debug("event=enrich_topics_unknown", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    admin.close(Duration.ZERO);
  }
}

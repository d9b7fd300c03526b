package dev.copydesk.testkit;

import dev.copydesk.schema.Topics;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics for one test alone: tests share a broker, and do not see each other's records. */
public final class FreshTopics {

  private FreshTopics() {}

  /** Creates every topic of the catalogue under a random prefix. */
  public static Topics create(Cluster cluster, int partitions) {
    var prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    var topics = new Topics(prefix, partitions);
    var wanted =
        topics.all().stream()
            .map(
                topic ->
                    new NewTopic(topic.name(), topic.partitions(), (short) 1)
                        .configs(topic.config()))
            .toList();
    try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      admin.createTopics(wanted).all().get();
      return topics;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("cannot create topics under " + prefix, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", interrupted);
    }
  }
}

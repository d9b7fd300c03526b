package dev.copydesk.testkit;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.TopicAdmin;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;

/** Topics for one test alone: tests share a broker, and do not see each other's records. */
public final class FreshTopics {

  private FreshTopics() {}

  /** Creates every topic of the catalogue under a random prefix. */
  public static Topics create(Cluster cluster, int partitions) {
    var prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    var topics = new Topics(prefix, partitions);
    try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      new TopicAdmin(admin).create(topics, (short) -1);
    }
    return topics;
  }
}

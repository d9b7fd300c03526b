package dev.copydesk.standalone.doctor;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Asks broker and registry, and changes nothing there. */
public final class ClusterExamination {

  private static final String BROKER = "broker";
  private static final String TOPICS = "topics";
  private static final String REPLICAS = "replicas";
  private static final String SCHEMAS = "schemas";

  private final KafkaSettings kafka;

  public ClusterExamination(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    Admin admin = new KafkaClients(kafka).admin("copydesk-doctor");
    try {
      findings.add(broker(admin));
      List<String> problems = new TopicAdmin(admin).problems(kafka.topics());
      if (problems.isEmpty()) {
        findings.add(Finding.good(TOPICS, "all %d are there".formatted(topics().size())));
        findings.addAll(configuration(admin));
        findings.add(replicas(admin));
      } else {
        problems.forEach(problem -> findings.add(Finding.wrong(TOPICS, problem)));
      }
    } catch (KafkaException e) {
      findings.add(
          Finding.wrong(
              BROKER,
              "%s does not answer as it should (%s): is it up, --bootstrap-server right, and does --command-config hold what it asks for?"
                  .formatted(kafka.bootstrapServers(), e.getMessage())));
    } finally {
      // Not for as long as a broker that is not there might yet answer.
      admin.close(Duration.ZERO);
    }
    findings.addAll(schemas());
    return findings;
  }

  private List<Topic> topics() {
    return kafka.topics().all();
  }

  private Finding broker(Admin admin) {
    long begun = System.nanoTime();
    int nodes = get(admin.describeCluster().nodes()).size();
    Node controller = get(admin.describeCluster().controller());
    long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    return Finding.good(
        BROKER,
        "%s answers in %d ms: %d %s, controller %s"
            .formatted(
                kafka.bootstrapServers(),
                millis,
                nodes,
                nodes == 1 ? "node" : "nodes",
                controller));
  }

  /** What the topics must be set to for nothing to be lost or cut off. */
  private List<Finding> configuration(Admin admin) {
    List<Finding> findings = new ArrayList<>();
    Map<ConfigResource, Config> configs =
        get(
            admin
                .describeConfigs(
                    topics().stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                        .toList())
                .all());
    for (Topic topic : topics()) {
      Config found = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
      topic
          .config()
          .forEach(
              (key, wanted) -> {
                String value = found == null ? null : found.get(key).value();
                if (!wanted.equals(value) && !(isSize(key) && isEnough(value, wanted))) {
                  findings.add(
                      Finding.doubtful(
                          TOPICS,
                          "%s has %s=%s, meant is %s: run kafka-configs --alter --topic %s --add-config %s=%s, unless you mean it"
                              .formatted(
                                  topic.name(), key, value, wanted, topic.name(), key, wanted)));
                }
              });
    }
    return findings;
  }

  private static boolean isSize(String key) {
    return key.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
  }

  private static boolean isEnough(@Nullable String value, String wanted) {
    return value != null && Long.parseLong(value) >= Long.parseLong(wanted);
  }

  private Finding replicas(Admin admin) {
    Map<String, TopicDescription> descriptions =
        get(admin.describeTopics(topics().stream().map(Topic::name).toList()).allTopicNames());
    Set<String> behind = new TreeSet<>();
    for (TopicDescription description : descriptions.values()) {
      for (TopicPartitionInfo partition : description.partitions()) {
        if (partition.leader() == null) {
          return Finding.wrong(
              REPLICAS,
              "%s-%d has no leader: start the brokers that hold it"
                  .formatted(description.name(), partition.partition()));
        }
        if (partition.isr().size() < partition.replicas().size()) {
          behind.add(description.name() + "-" + partition.partition());
        }
      }
    }
    return behind.isEmpty()
        ? Finding.good(REPLICAS, "every partition has a leader and all of its replicas in step")
        : Finding.doubtful(
            REPLICAS,
            "some are behind or down, look at those brokers: " + String.join(", ", behind));
  }

  private List<Finding> schemas() {
    Topics topics = kafka.topics();
    try {
      List<String> problems = new SchemaRegistry(kafka.schemaRegistry()).problems(topics);
      return problems.isEmpty()
          ? List.of(Finding.good(SCHEMAS, kafka.shownRegistry() + " has them, and they fit"))
          : problems.stream().map(problem -> Finding.wrong(SCHEMAS, problem)).toList();
    } catch (RegistryUnavailableException e) {
      return List.of(
          Finding.wrong(SCHEMAS, e.getMessage() + ": is it up, and --schema-registry-url right?"));
    }
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}

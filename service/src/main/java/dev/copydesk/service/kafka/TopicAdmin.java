package dev.copydesk.service.kafka;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics of the catalogue and says what is wrong with those that are there. */
public final class TopicAdmin {

  private static final Duration LEADERS_WITHIN = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Admin admin;

  public TopicAdmin(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates what is missing, and returns when it can be written to; what is there is left as it is.
   *
   * @return the topics created
   * @throws KafkaException if the brokers refuse or cannot be reached
   */
  public List<Topic> create(Topics topics, short replicationFactor) {
    return create(topics.all(), replicationFactor);
  }

  private List<Topic> create(List<Topic> topics, short replicationFactor) {
    Map<String, Topic> byName = new LinkedHashMap<>();
    topics.forEach(topic -> byName.put(topic.name(), topic));
    List<Topic> created = new ArrayList<>();
    admin
        .createTopics(
            byName.values().stream()
                .map(
                    t ->
                        new NewTopic(t.name(), t.partitions(), replicationFactor)
                            .configs(t.config()))
                .toList())
        .values()
        .forEach(
            (name, result) -> {
              if (await("create " + name, result.thenApply(_ -> name), TopicExistsException.class)
                  .isPresent()) {
                created.add(Objects.requireNonNull(byName.get(name)));
              }
            });
    awaitLeaders(created);
    return created;
  }

  /**
   * Creates one topic with so many partitions, whatever it says of itself, and returns when it can
   * be written to; where it is there it is left as it is.
   */
  public void create(Topic topic, int partitions, short replicationFactor) {
    Topic sized =
        new Topic(
            topic.name(), topic.key(), topic.value(), partitions, topic.config(), topic.purpose());
    create(List.of(sized), replicationFactor);
  }

  /**
   * Waits until every partition has a leader that serves it.
   *
   * <p>Brokers announce a new partition before they open its log. A producer with several requests
   * under way may then have its first batch refused and its second taken, after which the first
   * never fits and is lost when its delivery times out (KAFKA-15591, mended after 4.3).
   */
  private void awaitLeaders(List<Topic> topics) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (Topic topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    long deadline = System.nanoTime() + LEADERS_WITHIN.toNanos();
    while (await(
            "reach the leaders of new topics",
            admin.listOffsets(partitions).all(),
            UnknownTopicOrPartitionException.class)
        .isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException(
            "New topics have no leader after %d s: %s"
                .formatted(LEADERS_WITHIN.toSeconds(), topics.stream().map(Topic::name).toList()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** How every service and command says that a topic is not there, and what helps. */
  public static String missing(String topic) {
    return "Topic " + topic + " is missing: run copydesk topics create";
  }

  /**
   * What keeps services from starting on these topics: one that is missing, or inputs of the
   * topology with unequal partitions. Each line names the command that mends it.
   *
   * @throws KafkaException if the brokers cannot be reached
   */
  public List<String> problems(Topics topics) {
    List<String> problems = new ArrayList<>();
    Map<String, Integer> partitions = partitions(topics.all());
    for (Topic topic : topics.all()) {
      if (!partitions.containsKey(topic.name())) {
        problems.add(missing(topic.name()));
      }
    }
    Integer raw = partitions.get(topics.raw().name());
    Integer replay = partitions.get(topics.replay().name());
    if (raw != null && replay != null && !raw.equals(replay)) {
      problems.add(
          "%s has %d partitions and %s %d, but one task reads both: delete %s and run copydesk topics create --topics-partitions %d"
              .formatted(
                  topics.raw().name(),
                  raw,
                  topics.replay().name(),
                  replay,
                  topics.replay().name(),
                  raw));
    }
    return problems;
  }

  /**
   * As {@link #problems(Topics)}, and what of the rights the brokers do not give, in the words of
   * who grants them. Brokers that do not tell what they allow (KIP-430) are believed.
   *
   * @throws KafkaException if the brokers cannot be reached
   */
  public List<String> problems(Topics topics, List<TopicRight> rights) {
    List<String> missing = new ArrayList<>();
    Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
    topics.all().forEach(topic -> needed.put(topic.name(), EnumSet.of(AclOperation.DESCRIBE)));
    rights.forEach(
        right ->
            needed
                .computeIfAbsent(right.topic().name(), _ -> EnumSet.noneOf(AclOperation.class))
                .addAll(right.operations()));
    admin
        .describeTopics(
            needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (name, description) ->
                allowed(name, description)
                    .ifPresent(
                        allowed ->
                            Objects.requireNonNull(needed.get(name)).stream()
                                .filter(operation -> !allowed.contains(operation))
                                .forEach(operation -> missing.add(missing(operation, name)))));
    return missing.isEmpty() ? problems(topics) : missing;
  }

  /** Empty where it cannot be known. */
  private static Optional<Set<AclOperation>> allowed(
      String name, KafkaFuture<TopicDescription> description) {
    try {
      return await("describe " + name, description, UnknownTopicOrPartitionException.class)
          .map(TopicDescription::authorizedOperations);
    } catch (KafkaException e) {
      if (e.getCause() instanceof ExecutionException refused
          && refused.getCause() instanceof TopicAuthorizationException) {
        return Optional.of(Set.of());
      }
      throw e;
    }
  }

  private static String missing(AclOperation operation, String topic) {
    return "The brokers do not allow %s on topic %s: grant it, docs/security.md lists all rights"
        .formatted(operation, topic);
  }

  /** How many partitions each of the topics has; those that do not exist are absent. */
  public Map<String, Integer> partitions(List<Topic> topics) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    admin
        .describeTopics(topics.stream().map(Topic::name).toList())
        .topicNameValues()
        .forEach(
            (name, description) ->
                await(
                        "describe " + name,
                        description.thenApply(d -> d.partitions().size()),
                        UnknownTopicOrPartitionException.class)
                    .ifPresent(count -> partitions.put(name, count)));
    return partitions;
  }

  /** The result, or empty where the answer was the expected exception. */
  private static <T> Optional<T> await(
      String what, KafkaFuture<T> result, Class<? extends RuntimeException> expected) {
    try {
      return Optional.of(result.get());
    } catch (ExecutionException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw new KafkaException("Could not " + what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}

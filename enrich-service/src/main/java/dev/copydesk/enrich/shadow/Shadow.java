package dev.copydesk.enrich.shadow;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.shadow.Difference.Example;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.service.kafka.replays.ReplayTeller;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The same topology once more, as an application of its own, over all of {@code news.raw}: what
 * would come of another configuration lies in topics that nobody else reads.
 *
 * <p>One at a time. Killed midway it goes on where its application committed; nothing that is live
 * is written to.
 */
public final class Shadow {

  private static final String CLIENT_ID = "copydesk-shadow";

  private final KafkaSettings kafka;
  private final KafkaSettings shadowKafka;
  private final EnrichSettings settings;
  private final KafkaClients clients;
  private final AvroCodec codec;
  private final ReplayLog log;
  private final InstantSource clock;

  /**
   * @param settings of the shadow: {@link EnrichSettings#shadow}
   */
  public Shadow(KafkaSettings kafka, EnrichSettings settings, InstantSource clock) {
    this.kafka = kafka;
    this.settings = settings;
    this.clock = clock;
    shadowKafka = kafka(kafka);
    log = new ReplayLog(kafka, clock);
    clients = new KafkaClients(kafka);
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
  }

  /** The same cluster, with the shadow's topics. */
  private static KafkaSettings kafka(KafkaSettings live) {
    return new KafkaSettings(
        live.bootstrapServers(),
        live.clientProperties(),
        live.schemaRegistry(),
        live.topics().shadow(),
        live.replicationFactor());
  }

  /** Whether there is one, finished or not. */
  public boolean exists() {
    try (Admin admin = clients.admin(CLIENT_ID)) {
      return !new TopicAdmin(admin).partitions(topics().written()).isEmpty();
    }
  }

  /**
   * Runs the topology until it has worked off what is planned and what reads it has caught up;
   * begins it or goes on with it.
   *
   * @param words what is tried, in those of the command line
   * @param plan of everything
   * @param downstream reads what the topology has written
   * @param progress told how far it is
   * @return how it ended; RUNNING where another process has taken it over
   * @throws SettingsException if a topic is missing or unfit
   * @throws InterruptedException if it was told to stop; it goes on from there when it is run again
   */
  public ReplayState run(
      Annotator annotator,
      String words,
      ReplayPlan plan,
      Downstream downstream,
      Consumer<List<ReplayPartition>> progress)
      throws InterruptedException {
    try (Admin admin = clients.admin(CLIENT_ID)) {
      createTopics(admin);
      ReplayProgress begun = unfinished().findFirst().orElseGet(() -> first(words));
      return new ShadowRun(kafka, shadowKafka, settings, plan, begun, downstream, progress, clock)
          .run(admin, annotator);
    }
  }

  private Stream<ReplayProgress> unfinished() {
    return log.all().stream()
        .filter(replay -> replay.getTarget() == ReplayTarget.SHADOW)
        .filter(ReplayStanding::isOpen);
  }

  private ReplayProgress first(String words) {
    return ReplayTeller.beginning(UUID.randomUUID().toString(), ReplayTarget.SHADOW, words, clock);
  }

  /**
   * Compares it with what is live now.
   *
   * @param examplesOfAKind so many of each kind are told with what differs
   * @param differences given every article that differs
   * @param examples given some of them again
   */
  public ComparisonResult compare(
      int examplesOfAKind, Consumer<Difference> differences, Consumer<Example> examples) {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      return new Comparison(
              consumer,
              codec,
              kafka.topics().enriched().name(),
              topics().enriched().name(),
              examplesOfAKind)
          .run(differences, examples);
    }
  }

  /**
   * Deletes its topics, its application's changelogs and its consumer group; what is live stays.
   */
  public void discard() {
    unfinished().forEach(replay -> log.order(replay, ReplayState.CANCELED));
    try (Admin admin = clients.admin(CLIENT_ID)) {
      Set<String> own = topics().written().stream().map(Topic::name).collect(Collectors.toSet());
      List<String> gone =
          admin.listTopics().names().get().stream()
              .filter(name -> own.contains(name) || isChangelog(name))
              .sorted()
              .toList();
      unless(UnknownTopicOrPartitionException.class, () -> admin.deleteTopics(gone).all().get());
      unless(
          GroupIdNotFoundException.class,
          () -> admin.deleteConsumerGroups(List.of(application())).all().get());
    } catch (ExecutionException e) {
      throw new KafkaException(
          e.getCause() instanceof GroupNotEmptyException
              ? "The shadow still runs somewhere, or was killed a moment ago: end it there, wait"
                  + " ten seconds and discard it again"
              : "The shadow could not be deleted: " + e.getCause(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while deleting the shadow", e);
    }
  }

  private interface Deed {
    void run() throws ExecutionException, InterruptedException;
  }

  private static void unless(Class<? extends Throwable> harmless, Deed deed)
      throws ExecutionException, InterruptedException {
    try {
      deed.run();
    } catch (ExecutionException e) {
      if (!harmless.isInstance(e.getCause())) {
        throw e;
      }
    }
  }

  private boolean isChangelog(String topic) {
    return topic.startsWith(application() + "-") && topic.endsWith("-changelog");
  }

  private Topics topics() {
    return shadowKafka.topics();
  }

  private String application() {
    return settings.applicationId(topics());
  }

  /** As many partitions as their live counterparts have, so that each article has its number. */
  private void createTopics(Admin admin) {
    TopicAdmin topicAdmin = new TopicAdmin(admin);
    Map<String, Integer> live = topicAdmin.partitions(kafka.topics().all());
    Topics usual = kafka.topics();
    Integer raw = live.get(usual.raw().name());
    Integer enriched = live.get(usual.enriched().name());
    if (raw == null || enriched == null) {
      throw new SettingsException(topicAdmin.problems(usual));
    }
    Stream.of(topics().replay(), topics().deadLetters())
        .forEach(topic -> topicAdmin.create(topic, raw, kafka.replicationFactor()));
    topicAdmin.create(topics().enriched(), enriched, kafka.replicationFactor());
  }
}

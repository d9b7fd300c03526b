package dev.copydesk.enrich.shadow;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.enrich.shadow.Difference.Example;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
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
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Offsets looked through first for the last record before an end. */
  private static final int STEP = 16;

  private final KafkaSettings kafka;
  private final KafkaSettings shadowKafka;
  private final EnrichSettings settings;
  private final KafkaClients clients;
  private final AvroCodec codec;
  private final InstantSource clock;

  /**
   * @param settings of the shadow: {@link EnrichSettings#shadow}
   */
  public Shadow(KafkaSettings kafka, EnrichSettings settings, InstantSource clock) {
    this.kafka = kafka;
    this.settings = settings;
    this.clock = clock;
    shadowKafka =
        new KafkaSettings(
            kafka.bootstrapServers(),
            kafka.clientProperties(),
            kafka.schemaRegistry(),
            kafka.topics().shadow(),
            kafka.replicationFactor());
    clients = new KafkaClients(kafka);
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
  }

  /** Whether there is one, finished or not. */
  public boolean exists() {
    try (Admin admin = clients.admin(CLIENT_ID)) {
      return !new TopicAdmin(admin).partitions(topics().written()).isEmpty();
    }
  }

  /**
   * Runs the topology until it has worked off what is planned; begins it or goes on with it.
   *
   * @param plan of everything
   * @param progress told the share that is done, from 0 to 1
   * @throws SettingsException if a topic is missing or unfit
   * @throws InterruptedException if it was told to stop; it goes on from there when it is run again
   */
  public void run(Annotator annotator, ReplayPlan plan, DoubleConsumer progress)
      throws InterruptedException {
    try (Admin admin = clients.admin(CLIENT_ID);
        KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      createTopics(admin);
      Map<Integer, Long> last = new LinkedHashMap<>();
      for (ReplayPlan.Part part : plan.partitions()) {
        long offset = lastRecord(consumer, part);
        if (offset >= 0) {
          last.put(part.partition(), offset);
        }
      }
      consumer.unsubscribe();
      TopologyPosition position = new TopologyPosition(admin, application(), topics());
      try (EnrichService service =
          new EnrichService(
              settings,
              shadowKafka,
              annotator,
              new CompositeMeterRegistry(),
              new Health(),
              clock)) {
        service.start();
        while (true) {
          position.refresh();
          progress.accept(share(plan, position));
          if (last.entrySet().stream()
              .allMatch(at -> position.hasPassedRaw(at.getKey(), at.getValue()))) {
            return;
          }
          awaitEndOrLook(service);
        }
      }
    }
  }

  /** What was committed is asked of the brokers now and then; a topology that dies says so. */
  private static void awaitEndOrLook(EnrichService service) throws InterruptedException {
    try {
      service.ended().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      throw new KafkaException("The shadow ended before its work did");
    } catch (ExecutionException e) {
      throw new KafkaException("The shadow could not go on", e.getCause());
    } catch (TimeoutException _) {
      // It goes on: the next look.
    }
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
      throw new KafkaException("The shadow could not be deleted: " + e.getCause(), e);
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

  private double share(ReplayPlan plan, TopologyPosition position) {
    long whole = 0;
    long done = 0;
    for (ReplayPlan.Part part : plan.partitions()) {
      whole += part.records();
      done += Math.clamp(position.nextRaw(part.partition()), part.from(), part.to()) - part.from();
    }
    return whole == 0 ? 1 : (double) done / whole;
  }

  /** The last offset of a part that is a record's, not a transaction marker's; -1 where none is. */
  private long lastRecord(KafkaConsumer<byte[], byte[]> consumer, ReplayPlan.Part part) {
    TopicPartition partition = new TopicPartition(kafka.topics().raw().name(), part.partition());
    consumer.assign(List.of(partition));
    for (long step = STEP; ; step *= STEP) {
      long from = Math.max(part.from(), part.to() - step);
      long last = -1;
      consumer.seek(partition, from);
      while (consumer.position(partition) < part.to()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          last = record.offset() < part.to() ? record.offset() : last;
        }
      }
      if (last >= 0 || from == part.from()) {
        return last;
      }
    }
  }
}

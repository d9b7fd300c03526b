package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.TopicRight;
import dev.copydesk.service.kafka.trace.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stretch of reading, from where the sink stopped until something goes wrong. A sink for one
 * instance is given every partition, a shared one those that the consumer group assigns. Either way
 * it is the sink that keeps the offsets; the group is told them for people and tools that look at
 * its lag.
 */
final class Reading implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** How often the brokers are asked whether the topic is still the one that is read. */
  private static final Duration TOPIC_CHECK = Duration.ofSeconds(5);

  /** How often the sink is told that there was nothing to read. */
  private static final Duration IDLE_COMMIT = Duration.ofHours(1);

  private final KafkaSettings settings;
  private final Sink sink;
  private final BatchWriter writer;
  private final BadRecords badRecords;
  private final ConsumerMetrics metrics;
  private final InstantSource clock;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Timer commitTimer;
  private final Timer topicTimer = new Timer(TOPIC_CHECK);
  private final Timer idleTimer = new Timer(IDLE_COMMIT);
  private final Map<Integer, Long> next = new HashMap<>();
  private EnrichedTopic topic = EnrichedTopic.UNKNOWN;
  private Goal goal;
  private Instant asOf;
  private boolean assigned;
  private boolean uncommitted;
  private boolean closing;

  /** Whether what is read is what the topic held before there was an index. */
  private boolean building;

  private Map<TopicPartition, Long> beginnings = Map.of();

  /** What the topic held at a time. */
  private record Goal(Map<TopicPartition, Long> ends, Instant at) {}

  /**
   * @param clientId the name that brokers know it by
   */
  Reading(
      String clientId,
      KafkaSettings settings,
      Sink sink,
      RecordReader records,
      BadRecords badRecords,
      ConsumerMetrics metrics,
      Duration commitEvery,
      InstantSource clock,
      Tracing tracing) {
    this.settings = settings;
    this.sink = sink;
    this.writer = new BatchWriter(sink, records, badRecords, metrics, clock, tracing);
    this.badRecords = badRecords;
    this.metrics = metrics;
    this.clock = clock;
    asOf = clock.instant();
    goal = new Goal(Map.of(), asOf);
    commitTimer = new Timer(commitEvery);
    KafkaClients clients = new KafkaClients(settings, metrics.registry());
    Map<String, Object> patience = clients.common(clientId);
    patience.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, EnrichedConsumer.PATIENCE_MILLIS);
    patience.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, EnrichedConsumer.PATIENCE_MILLIS);
    consumer = EnrichedConsumer.open(clientId, settings, clients);
    admin = Admin.create(patience);
  }

  /**
   * @throws SettingsException if the topics are not as the services need them
   */
  void refuseBadTopics() {
    Topics topics = settings.topics();
    List<String> problems =
        new TopicAdmin(admin)
            .problems(
                topics,
                List.of(
                    TopicRight.read(topics.enriched()),
                    TopicRight.read(topics.raw()),
                    TopicRight.read(topics.files()),
                    TopicRight.readAndWrite(topics.deadLetters()),
                    TopicRight.read(topics.deadLetterStates()),
                    TopicRight.readAndWrite(topics.replays())));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  /** Finds out where to begin; empties the sink if what it holds is not of this topic. */
  void begin() {
    topic = EnrichedTopic.describe(admin, settings.topics().enriched().name());
    if (sink.isShared()) {
      consumer.subscribe(List.of(topic.identity().name()), new Share());
    } else {
      consumer.assign(topic.partitions());
      beginAt(topic.partitions());
    }
  }

  private void beginAt(Collection<TopicPartition> partitions) {
    Instant now = clock.instant();
    Map<TopicPartition, Long> ends = consumer.endOffsets(topic.partitions());
    Optional<Position> kept = sink.position();
    Optional<String> mismatch = kept.flatMap(position -> topic.mismatch(position, ends, now));
    mismatch.ifPresent(
        reason -> {
          LOG.warn("event=index-rebuild topic={} reason=\"{}\"", topic.identity(), reason);
          metrics.rebuilding();
          sink.clear();
        });
    Optional<Position> from = mismatch.isPresent() ? Optional.empty() : kept;
    next.clear();
    for (TopicPartition partition : partitions) {
      Long offset =
          from.map(position -> position.nextOffsets().get(partition.partition())).orElse(null);
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        next.put(partition.partition(), offset);
        consumer.seek(partition, offset);
      }
    }
    asOf = from.map(Position::asOf).orElse(now);
    goal = goal(partitions, now);
    beginnings = consumer.beginningOffsets(partitions);
    building = from.isEmpty();
    assigned = true;
    badRecords.keepBefore(next);
    badRecords.deliver();
    // What an earlier stretch applied may still lack its commit.
    uncommitted = true;
    LOG.info("event=index-reading topic={} of={} from={}", topic.identity(), partitions, next);
  }

  private Goal goal(Collection<TopicPartition> partitions, Instant now) {
    return new Goal(consumer.endOffsets(partitions), now);
  }

  /** False when the topic was made anew since {@link #begin}; asks now and then. */
  boolean isOfThisTopic() {
    if (!topicTimer.isDue()) {
      return true;
    }
    if (assigned && isCaughtUp()) {
      goal = goal(consumer.assignment(), clock.instant());
    }
    return topic.equals(EnrichedTopic.describe(admin, settings.topics().enriched().name()));
  }

  /** Takes what has come; true if that shows that all is well. */
  boolean step() {
    ConsumerRecords<byte[], byte[]> batch = poll();
    if (!batch.isEmpty()) {
      take(batch);
    }
    if (isCaughtUp() && goal.at().isAfter(asOf)) {
      asOf = goal.at();
    }
    building &= !isCaughtUp();
    if (idleTimer.isDue() && assigned) {
      tellTime();
    }
    if (commitTimer.isDue()) {
      commit();
    }
    long lag = 0;
    boolean known = assigned;
    for (TopicPartition partition : consumer.assignment()) {
      known &= consumer.currentLag(partition).isPresent();
      lag += consumer.currentLag(partition).orElse(0);
    }
    metrics.lag(lag);
    return !batch.isEmpty() || (known && lag == 0);
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (KafkaException e) {
      // So does the consumer wrap what Share throws.
      if (e.getCause() instanceof SinkUnavailableException unavailable) {
        throw unavailable;
      }
      if (e.getCause() instanceof SettingsException wrong) {
        throw wrong;
      }
      throw e;
    }
  }

  /** Whether everything is applied that the topic held when it was last asked. */
  boolean isCaughtUp() {
    return assigned
        && goal.ends().entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Has it caught up only with what the topic holds from now on. */
  void aimAtEnd() {
    goal = goal(consumer.assignment(), clock.instant());
  }

  /** How far it is in what the topic held when it was last looked. */
  Progress progress() {
    return Progress.of(beginnings, consumer::position, goal.ends());
  }

  /** By partition that is read here the offset up to which everything is applied. */
  Map<Integer, Long> nextOffsets() {
    return Map.copyOf(next);
  }

  /** Commits for the last time: with the time up to which there was nothing more. */
  void finish() {
    if (assigned && isCaughtUp()) {
      tellTime();
    }
    commit();
  }

  /** An index that nothing came for is not behind. */
  private void tellTime() {
    sink.apply(List.of(), new Position(topic.identity(), next, asOf));
    uncommitted = true;
  }

  /** Makes what was applied lasting, once every dead letter up to there is. */
  private void commit() {
    if (uncommitted) {
      badRecords.deliver();
      sink.commit();
      uncommitted = false;
      tellGroup();
    }
  }

  private void tellGroup() {
    if (!sink.isShared() || next.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    next.forEach(
        (partition, offset) ->
            offsets.put(
                new TopicPartition(topic.identity().name(), partition),
                new OffsetAndMetadata(offset)));
    try {
      consumer.commitSync(offsets);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // Partitions are being shared out anew; the sink has the offsets, and it alone is asked.
      LOG.info("event=index-group-not-told cause={}", e.toString());
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> batch) {
    Map<Integer, Long> reached = new HashMap<>(next);
    batch
        .nextOffsets()
        .forEach((partition, offset) -> reached.put(partition.partition(), offset.offset()));
    writer.write(batch, new Position(topic.identity(), reached, asOf), !building);
    next.putAll(reached);
    uncommitted = true;
    badRecords.deliver();
  }

  @Override
  public void close() {
    closing = true;
    consumer.close();
    admin.close(Duration.ZERO);
  }

  /** Begins anew with every sharing out of the partitions, from where the sink says they are. */
  private final class Share implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      beginAt(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // In trouble what was applied is left to whoever reads it again.
      if (!closing) {
        commit();
        letGo();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      letGo();
    }

    private void letGo() {
      assigned = false;
      uncommitted = false;
      next.clear();
    }
  }
}

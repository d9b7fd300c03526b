package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.TopicAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stretch of reading, from where the sink stopped until something goes wrong. All partitions
 * are read here: what keeps the offsets is the sink, not a consumer group.
 */
final class Reading implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
  private static final String CLIENT_ID = "copydesk-index";
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int PATIENCE_MILLIS = 10_000;

  /** How often the brokers are asked whether the topic is still the one that is read. */
  private static final Duration TOPIC_CHECK = Duration.ofSeconds(5);

  /** With the bytes of a fetch, what bounds the heap that a batch takes. */
  private static final int BATCH_RECORDS = 200;

  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  private final KafkaSettings settings;
  private final Sink sink;
  private final RecordReader records;
  private final DeadLetters deadLetters;
  private final ConsumerMetrics metrics;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Timer commitTimer;
  private final Timer topicTimer = new Timer(TOPIC_CHECK);
  private final Map<Integer, Long> next = new HashMap<>();
  private Map<TopicPartition, Long> goal = Map.of();
  private EnrichedTopic topic = EnrichedTopic.UNKNOWN;
  private boolean uncommitted;

  Reading(
      KafkaSettings settings,
      Sink sink,
      RecordReader records,
      DeadLetters deadLetters,
      ConsumerMetrics metrics,
      Duration commitEvery) {
    this.settings = settings;
    this.sink = sink;
    this.records = records;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    commitTimer = new Timer(commitEvery);
    KafkaClients clients = new KafkaClients(settings);
    Map<String, Object> patience = clients.common(CLIENT_ID);
    patience.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    patience.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    consumer =
        clients.consumer(
            CLIENT_ID,
            Map.of(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS));
    admin = Admin.create(patience);
  }

  /**
   * @throws SettingsException if the topics are not as the services need them
   */
  void refuseBadTopics() {
    List<String> problems = new TopicAdmin(admin).problems(settings.topics());
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  /** Finds out where to begin; empties the sink if what it holds is not of this topic. */
  void begin() {
    topic = EnrichedTopic.describe(admin, settings.topics().enriched().name());
    consumer.assign(topic.partitions());
    goal = consumer.endOffsets(topic.partitions());
    Optional<Position> kept = sink.position();
    Optional<String> mismatch = kept.flatMap(position -> topic.mismatch(position, goal));
    mismatch.ifPresent(
        reason -> {
          LOG.warn("event=index-rebuild topic={} reason=\"{}\"", topic.identity(), reason);
          sink.clear();
        });
    if (mismatch.isEmpty()) {
      kept.ifPresent(position -> next.putAll(position.nextOffsets()));
    }
    for (TopicPartition partition : topic.partitions()) {
      Long offset = next.get(partition.partition());
      if (offset == null) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
    }
    deadLetters.keepBefore(next);
    deadLetters.deliver();
    // What an earlier stretch applied may still lack its commit.
    uncommitted = true;
    LOG.info("event=index-reading topic={} from={}", topic.identity(), next);
  }

  /** False when the topic was made anew since {@link #begin}; asks now and then. */
  boolean isOfThisTopic() {
    return !topicTimer.isDue()
        || topic.equals(EnrichedTopic.describe(admin, settings.topics().enriched().name()));
  }

  /** Takes what has come; true if that shows that all is well. */
  boolean step() {
    ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
    if (!batch.isEmpty()) {
      take(batch);
    }
    if (commitTimer.isDue()) {
      commit();
    }
    long lag = 0;
    boolean known = true;
    for (TopicPartition partition : topic.partitions()) {
      known &= consumer.currentLag(partition).isPresent();
      lag += consumer.currentLag(partition).orElse(0);
    }
    metrics.lag(lag);
    return !batch.isEmpty() || (known && lag == 0);
  }

  /** Whether everything is applied that the topic held at {@link #begin}. */
  boolean isCaughtUp() {
    return goal.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Makes what was applied lasting, once every dead letter up to there is. */
  void commit() {
    if (uncommitted) {
      deadLetters.deliver();
      sink.commit();
      uncommitted = false;
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> batch) {
    List<Change> changes = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> source : batch) {
      try {
        changes.add(records.read(source));
        sources.add(source);
      } catch (BadInputException e) {
        deadLetters.add(source, e);
      }
    }
    batch
        .nextOffsets()
        .forEach((partition, offset) -> next.put(partition.partition(), offset.offset()));
    Applied applied = sink.apply(changes, new Position(topic.identity(), next));
    for (Applied.Refused refused : applied.refused()) {
      deadLetters.add(
          sources.get(refused.index()), new BadInputException(refused.code(), refused.reason()));
    }
    metrics.applied(applied);
    uncommitted = true;
    deadLetters.deliver();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close(Duration.ZERO);
  }
}

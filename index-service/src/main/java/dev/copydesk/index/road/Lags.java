package dev.copydesk.index.road;

import dev.copydesk.index.search.Road.Reader;
import dev.copydesk.index.search.Road.Stage;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How far each reader of the topics is behind, and how fast it and they go, by asking the brokers.
 * One thread asks at a time.
 */
final class Lags implements AutoCloseable {

  private static final String CLIENT_ID = "copydesk-index-lags";
  private static final int PATIENCE_MILLIS = 3_000;

  /** How long a look at the oldest record not yet read may take. */
  private static final Duration LOOK = Duration.ofMillis(1_000);

  /** Whoever has more groups on one cluster asks the brokers about them. */
  private static final int MOST_GROUPS = 100;

  private static final String INDEX = "index";

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Supplier<Map<Integer, Long>> indexed;
  private final InstantSource clock;
  private final Rates rates = new Rates();

  Lags(
      KafkaClients clients,
      Topics topics,
      Supplier<Map<Integer, Long>> indexed,
      InstantSource clock) {
    this.topics = topics;
    this.indexed = indexed;
    this.clock = clock;
    Map<String, Object> patience = clients.common(CLIENT_ID);
    patience.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    patience.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    admin = Admin.create(patience);
    consumer =
        clients.consumer(
            CLIENT_ID,
            Map.of(
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                // The one record looked at still comes whole.
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                1024));
  }

  /**
   * @throws KafkaException if the brokers do not answer
   */
  synchronized List<Stage> stages() {
    List<String> names =
        Stream.of(topics.files(), topics.raw(), topics.replay(), topics.enriched())
            .map(topic -> topic.name())
            .toList();
    Map<String, TopicDescription> described = await(admin.describeTopics(names).allTopicNames());
    List<TopicPartition> partitions =
        described.values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .toList();
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<String, Map<TopicPartition, Long>> reached = groups();
    reached.put(INDEX, indexed());
    long now = System.nanoTime();
    List<Stage> stages = new ArrayList<>();
    for (String name : names) {
      Map<TopicPartition, Long> ofTopic = of(name, ends);
      long span =
          ofTopic.entrySet().stream()
              .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
              .sum();
      List<Reader> readers = new ArrayList<>();
      reached.forEach(
          (reader, offsets) -> {
            if (!of(name, offsets).isEmpty()) {
              Double rate = rates.perSecond(reader + " of " + name, sum(of(name, offsets)), now);
              readers.add(reader(reader, of(name, offsets), begins, ofTopic, rate));
            }
          });
      stages.add(new Stage(name, span, rates.perSecond(name, sum(ofTopic), now), readers));
    }
    return stages;
  }

  /** The record at an offset; empty where none lies there. */
  synchronized Optional<ConsumerRecord<byte[], byte[]>> record(TopicPartition place, long offset) {
    if (offset < 0 || place.partition() < 0 || !exists(place)) {
      return Optional.empty();
    }
    List<TopicPartition> only = List.of(place);
    if (offset < offsets(only, OffsetSpec.earliest()).getOrDefault(place, 0L)
        || offset >= offsets(only, OffsetSpec.latest()).getOrDefault(place, 0L)) {
      return Optional.empty();
    }
    return first(Map.of(place, offset)).values().stream()
        .filter(record -> record.offset() == offset)
        .findFirst();
  }

  private boolean exists(TopicPartition place) {
    return await(admin.describeTopics(List.of(place.topic())).allTopicNames()).values().stream()
        .anyMatch(topic -> place.partition() < topic.partitions().size());
  }

  private Reader reader(
      String name,
      Map<TopicPartition, Long> reached,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends,
      @Nullable Double perSecond) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    long lag = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long begin = begins.getOrDefault(end.getKey(), 0L);
      long from = Math.max(begin, reached.getOrDefault(end.getKey(), begin));
      if (from < end.getValue()) {
        behind.put(end.getKey(), from);
        lag += end.getValue() - from;
      }
    }
    if (behind.isEmpty()) {
      return new Reader(name, 0L, 0L, perSecond);
    }
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> unread = first(behind);
    if (unread.isEmpty()) {
      // Either only the markers of transactions are left, or the brokers were slow to answer.
      boolean nothingLeft =
          behind.keySet().stream()
              .allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L));
      return nothingLeft
          ? new Reader(name, 0L, 0L, perSecond)
          : new Reader(name, lag, null, perSecond);
    }
    long oldest = unread.values().stream().mapToLong(Lags::written).min().orElse(clock.millis());
    return new Reader(name, lag, Math.max(0, clock.millis() - oldest) / 1_000, perSecond);
  }

  /**
   * When the record was written, in epoch milliseconds: an article keeps the time of its arrival as
   * the record's through all topics, and a replayed one has long arrived.
   */
  private static long written(ConsumerRecord<byte[], byte[]> record) {
    Header time = record.headers().lastHeader(CloudEvents.TIME);
    if (time == null || time.value() == null) {
      return record.timestamp();
    }
    try {
      Instant said = Instant.parse(new String(time.value(), StandardCharsets.UTF_8));
      return Math.max(record.timestamp(), said.toEpochMilli());
    } catch (DateTimeParseException _) {
      return record.timestamp();
    }
  }

  /** By partition the first record from an offset on; absent where none came in time. */
  private Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first(
      Map<TopicPartition, Long> from) {
    consumer.assign(from.keySet());
    // Those of the look before are still paused.
    consumer.resume(from.keySet());
    from.forEach(consumer::seek);
    Map<TopicPartition, ConsumerRecord<byte[], byte[]>> first = new HashMap<>();
    long begin = System.nanoTime();
    while (first.size() < from.size() && System.nanoTime() - begin < LOOK.toNanos()) {
      ConsumerRecords<byte[], byte[]> batch = consumer.poll(Duration.ofMillis(100));
      for (TopicPartition partition : batch.partitions()) {
        first.putIfAbsent(partition, batch.records(partition).getFirst());
        consumer.pause(List.of(partition));
      }
    }
    return first;
  }

  private Map<String, Map<TopicPartition, Long>> groups() {
    Map<String, ListConsumerGroupOffsetsSpec> asked =
        await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
            .map(GroupListing::groupId)
            .sorted()
            .limit(MOST_GROUPS)
            .collect(Collectors.toMap(id -> id, _ -> new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, Long>> reached = new TreeMap<>();
    if (!asked.isEmpty()) {
      await(admin.listConsumerGroupOffsets(asked).all())
          .forEach(
              (group, offsets) -> {
                Map<TopicPartition, Long> known = new HashMap<>();
                for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : offsets.entrySet()) {
                  if (offset.getValue() != null) {
                    known.put(offset.getKey(), offset.getValue().offset());
                  }
                }
                reached.put(group, known);
              });
    }
    return reached;
  }

  private Map<TopicPartition, Long> indexed() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    indexed
        .get()
        .forEach(
            (partition, next) ->
                offsets.put(new TopicPartition(topics.enriched().name(), partition), next));
    return offsets;
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    await(
            admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> which)))
                .all())
        .forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static Map<TopicPartition, Long> of(String topic, Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .filter(offset -> offset.getKey().topic().equals(topic))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("The brokers do not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  @Override
  public synchronized void close() {
    consumer.close();
    admin.close(Duration.ZERO);
  }
}

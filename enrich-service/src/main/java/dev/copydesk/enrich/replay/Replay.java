package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts raw articles of the past before the live topology again, by way of {@code news.replay}.
 *
 * <p>Killed midway it is run again from the start: what the topology has seen before it writes only
 * if the result differs.
 */
public final class Replay {

  /** So many fed records at most wait for the topology, unless said otherwise. */
  public static final int DEFAULT_MAX_UNPROCESSED = 300;

  private static final String CLIENT_ID = "copydesk-replay";
  private static final int POLL_RECORDS = 100;

  private final KafkaClients clients;
  private final Topics topics;
  private final AvroCodec codec;
  private final String applicationId;
  private final int maxUnprocessed;
  private final InstantSource clock;

  /**
   * @param applicationId of the topology, which is its consumer group: {@code
   *     EnrichSettings.applicationId}
   */
  public Replay(KafkaSettings kafka, String applicationId, InstantSource clock) {
    this(kafka, applicationId, DEFAULT_MAX_UNPROCESSED, clock);
  }

  /**
   * @param maxUnprocessed how many fed records may wait for the topology: the fewer, the sooner a
   *     live article gets its turn
   */
  public Replay(
      KafkaSettings kafka, String applicationId, int maxUnprocessed, InstantSource clock) {
    this.clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.applicationId = applicationId;
    this.maxUnprocessed = maxUnprocessed;
    this.clock = clock;
  }

  /**
   * Finds what there is to replay, from the selected start to the present end.
   *
   * @throws SettingsException if a topic is missing or unfit
   * @throws KafkaException if the brokers cannot be reached
   */
  public ReplayPlan plan(Selector selector) {
    try (Admin admin = clients.admin(CLIENT_ID)) {
      List<String> problems = new TopicAdmin(admin).problems(topics);
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        List<TopicPartition> raw =
            consumer.partitionsFor(topics.raw().name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(raw);
        Map<TopicPartition, Long> end = consumer.endOffsets(raw);
        Map<TopicPartition, Long> from = starts(selector, consumer, begin, end);
        List<ReplayPlan.Part> parts =
            raw.stream()
                .map(p -> new ReplayPlan.Part(p.partition(), at(from, p), at(end, p)))
                .filter(part -> part.records() > 0)
                .toList();
        return new ReplayPlan(selector, parts, bytes(admin, begin, end, parts));
      }
    }
  }

  /**
   * Feeds the planned records and returns when the topology has worked off the last of them. It
   * waits for a topology that is not running.
   *
   * @param progress told now and then, on the calling thread, and at the end
   * @throws InterruptedException if it was told to stop; the topology finishes what was fed
   * @throws KafkaException if the brokers cannot be reached
   */
  public void execute(ReplayPlan plan, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    String id = UUID.randomUUID().toString();
    try (Admin admin = clients.admin(CLIENT_ID);
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, Map.of())) {
      Report report = new Report(id, plan, topics, codec, producer, progress, clock);
      TopologyPosition position = new TopologyPosition(admin, applicationId, topics);
      new Feed(id, plan, topics, consumer, producer, position, maxUnprocessed, report, clock).run();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return clients.consumer(
        CLIENT_ID, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS));
  }

  private static Map<TopicPartition, Long> starts(
      Selector selector,
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> end) {
    return switch (selector) {
      case Selector.Earliest _ -> begin;
      case Selector.Since since -> {
        long time = since.time().toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> found =
            consumer.offsetsForTimes(
                begin.keySet().stream().collect(Collectors.toMap(p -> p, _ -> time)));
        yield begin.keySet().stream()
            .collect(
                Collectors.toMap(
                    p -> p,
                    p -> {
                      @Nullable OffsetAndTimestamp first = found.get(p);
                      return first == null ? at(end, p) : first.offset();
                    }));
      }
    };
  }

  private static long bytes(
      Admin admin,
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> end,
      List<ReplayPlan.Part> parts) {
    long offsets = 0;
    for (TopicPartition partition : begin.keySet()) {
      offsets += at(end, partition) - at(begin, partition);
    }
    long planned = parts.stream().mapToLong(ReplayPlan.Part::records).sum();
    long size = TopicSize.bytes(admin, begin.keySet());
    return size < 0 || offsets == 0 ? size : (long) ((double) size * planned / offsets);
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    Long offset = offsets.get(partition);
    if (offset == null) {
      throw new KafkaException("The brokers tell no offset of " + partition);
    }
    return offset;
  }
}

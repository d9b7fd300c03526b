package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.replays.ReplayOrders;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Puts raw articles of the past before the live topology again, by way of {@code news.replay}.
 *
 * <p>Killed midway it goes on where {@code news.replays} says that it stood; run again from the
 * start it changes nothing either, since the topology writes what it has seen before only if the
 * result differs.
 */
public final class Replay {

  /** So many fed records at most wait for the topology, unless said otherwise. */
  public static final int DEFAULT_MAX_UNPROCESSED = 300;

  private static final String CLIENT_ID = "copydesk-replay";
  private static final int POLL_RECORDS = 100;

  /** A run that was killed holds up readers of news.replay no longer than this. */
  private static final int TRANSACTION_MILLIS = 30_000;

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
  public ReplayPlan plan(Selector selector, Limit limit) {
    try (Admin admin = clients.admin(CLIENT_ID)) {
      List<String> problems = new TopicAdmin(admin).problems(topics);
      if (!problems.isEmpty()) {
        throw new SettingsException(problems);
      }
      try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
        List<TopicPartition> raw = rawPartitions(consumer);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(raw);
        Map<TopicPartition, Long> end = consumer.endOffsets(raw);
        Map<TopicPartition, Long> from = starts(selector, consumer, begin, end);
        List<ReplayPlan.Part> parts =
            raw.stream()
                .map(p -> new ReplayPlan.Part(p.partition(), at(from, p), at(end, p)))
                .filter(part -> part.records() > 0)
                .toList();
        return new ReplayPlan(
            selector, limit, parts, bytes(admin, begin, end, parts), OptionalDouble.empty());
      }
    }
  }

  /** What {@code news.enriched} has of the articles that the limit holds for. */
  public Preview preview(Limit limit, Wanted wanted) {
    Predicate<EnrichedArticle> condition =
        limit instanceof Limit.Where where
            ? where.condition()::holds
            : article -> wanted.has(article.getId());
    EnrichedScan scan = scan(condition);
    return new Preview(scan.records(), scan.versions());
  }

  /** The articles whose enriched record is so; a few others may be among them. */
  public Wanted where(Condition condition) {
    return scan(condition::holds).ids();
  }

  /**
   * Feeds the planned records and returns when the topology has worked off the last of them, or
   * another process has told it to stop. It waits for a topology that is not running.
   *
   * @param wanted what the plan's limit lets through
   * @param progress told now and then, on the calling thread, and at the end
   * @return how it ended; RUNNING where another process has taken it over
   * @throws InterruptedException if it was told to stop; the topology finishes what was fed
   * @throws KafkaException if the brokers cannot be reached
   */
  public ReplayState execute(ReplayPlan plan, Wanted wanted, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    return run(Run.first(plan, clock.instant()), wanted, progress);
  }

  /**
   * Goes on with one that was paused, failed or killed, as {@link #execute} does.
   *
   * @param before its last event
   * @param wanted what its limit lets through
   */
  public ReplayState resume(ReplayProgress before, Wanted wanted, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    return run(Run.after(before), wanted, progress);
  }

  /** What a replay that was begun is limited to. */
  public static Limit limit(ReplayProgress begun) {
    if (begun.getWhere() != null) {
      return new Limit.Where(Condition.parse(begun.getWhere()));
    }
    if (begun.getQuery() != null) {
      return new Limit.Query(begun.getQuery());
    }
    if (!begun.getIds().isEmpty()) {
      return new Limit.Ids(new TreeSet<>(begun.getIds()));
    }
    return begun.getResumable() ? new Limit.None() : new Limit.Repair(begun.getSelector());
  }

  private ReplayState run(Run run, Wanted wanted, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    Map<String, Object> transactions =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            topics.prefix() + CLIENT_ID + "-" + run.id(),
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            TRANSACTION_MILLIS);
    try (Admin admin = clients.admin(CLIENT_ID);
        KafkaConsumer<byte[], byte[]> raw = consumer();
        KafkaConsumer<byte[], byte[]> ends = consumer();
        KafkaConsumer<byte[], byte[]> orders = clients.consumer(CLIENT_ID, ReplayOrders.READING);
        KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, transactions)) {
      List<TopicPartition> live = rawPartitions(ends);
      Feed.Tools tools =
          new Feed.Tools(
              topics,
              codec,
              new RawReader(run, topics.raw().name(), raw, wanted),
              wanted,
              producer,
              new TopologyPosition(admin, applicationId, topics),
              new Pace(maxUnprocessed, run.rate(), clock),
              new ReplayOrders(orders, codec, topics.replays().name(), run.id(), run.name()),
              () -> ends.endOffsets(live),
              progress,
              clock);
      return new Feed(run, tools).run();
    }
  }

  private EnrichedScan scan(Predicate<EnrichedArticle> condition) {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      return EnrichedScan.of(consumer, codec, topics.enriched().name(), condition);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return clients.consumer(
        CLIENT_ID, Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS));
  }

  private List<TopicPartition> rawPartitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(topics.raw().name()).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static Map<TopicPartition, Long> starts(
      Selector selector,
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> begin,
      Map<TopicPartition, Long> end) {
    return switch (selector) {
      case Selector.Earliest _ -> begin;
      case Selector.Since since -> since(since.time(), consumer, end);
      case Selector.Within within -> since(within.now().minus(within.duration()), consumer, end);
      case Selector.Offset offset -> {
        Map<TopicPartition, Long> from = new LinkedHashMap<>();
        begin.forEach((p, first) -> from.put(p, Math.clamp(offset.offset(), first, at(end, p))));
        yield from;
      }
    };
  }

  private static Map<TopicPartition, Long> since(
      Instant since, KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> end) {
    long time = since.toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            end.keySet().stream().collect(Collectors.toMap(p -> p, _ -> time)));
    return end.keySet().stream()
        .collect(
            Collectors.toMap(
                p -> p,
                p -> {
                  @Nullable OffsetAndTimestamp first = found.get(p);
                  return first == null ? at(end, p) : first.offset();
                }));
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

package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.CloudEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Tells how a replay goes: the caller, and whoever reads {@code news.replays}. */
final class Report {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final String id;
  private final ReplayPlan plan;
  private final Topics topics;
  private final AvroCodec codec;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<ReplayProgress> listener;
  private final InstantSource clock;
  private final Instant started;
  private Instant told = Instant.MIN;

  Report(
      String id,
      ReplayPlan plan,
      Topics topics,
      AvroCodec codec,
      Producer<byte[], byte[]> producer,
      Consumer<ReplayProgress> listener,
      InstantSource clock) {
    this.id = id;
    this.plan = plan;
    this.topics = topics;
    this.codec = codec;
    this.producer = producer;
    this.listener = listener;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Tells, unless it has just done so. */
  void running(Map<Integer, Long> next, long fed) {
    if (told.isBefore(clock.instant().minus(INTERVAL))) {
      tell(ReplayState.RUNNING, next, fed, null);
    }
  }

  void ended(ReplayState state, Map<Integer, Long> next, long fed, @Nullable String message) {
    tell(state, next, fed, message);
    producer.flush();
  }

  private void tell(
      ReplayState state, Map<Integer, Long> next, long fed, @Nullable String message) {
    told = clock.instant();
    List<ReplayPartition> partitions =
        plan.partitions().stream()
            .map(
                part ->
                    new ReplayPartition(
                        part.partition(),
                        part.from(),
                        part.to(),
                        next.getOrDefault(part.partition(), part.from())))
            .toList();
    ReplayProgress progress =
        new ReplayProgress(
            id,
            plan.selector().words(),
            state,
            partitions,
            fed,
            message,
            started.toEpochMilli(),
            told.toEpochMilli());
    producer.send(
        new ProducerRecord<>(
            topics.replays().name(),
            null,
            id.getBytes(StandardCharsets.UTF_8),
            codec.encode(topics.replays(), progress),
            CloudEvents.headers(
                id + "/" + told.toEpochMilli(),
                Feed.SOURCE,
                "dev.copydesk.replay.progress",
                told)));
    listener.accept(progress);
  }
}

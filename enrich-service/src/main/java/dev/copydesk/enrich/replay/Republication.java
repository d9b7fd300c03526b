package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayTeller;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.PartitionInfo;

/**
 * Writes a stretch of {@code news.raw} to a topic of somebody else's, for a consumer or a test: in
 * the order of the records' timestamps, which they keep, as fast as they came or faster.
 *
 * <p>It is a replay among the others on {@code news.replays}. Each record is written at least once:
 * one that was killed goes on where it was last told to stand, and writes again what it wrote after
 * that.
 */
public final class Republication {

  private static final String CLIENT_ID = "copydesk-republication";

  private final KafkaSettings kafka;
  private final KafkaClients clients;
  private final Topics topics;
  private final InstantSource clock;

  /**
   * Where to, and how fast.
   *
   * @param topic one that is there and is none of Copydesk's own
   * @param speed 1 is the original pace; empty: as fast as the brokers take it
   */
  public record Goal(String topic, OptionalDouble speed) {

    private static Goal of(ReplayProgress begun) {
      Double speed = begun.getSpeed();
      return new Goal(
          Objects.requireNonNull(begun.getTopic()),
          speed == null ? OptionalDouble.empty() : OptionalDouble.of(speed));
    }

    private String words() {
      return "--topic %s --speed %s"
          .formatted(topic, speed.isPresent() ? speed.getAsDouble() + "x" : "max");
    }
  }

  public Republication(KafkaSettings kafka, InstantSource clock) {
    this.kafka = kafka;
    this.clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
    this.clock = clock;
  }

  /**
   * Writes all that is planned, or until another process wants it to stop.
   *
   * @param wanted what the plan's limit lets through
   * @param progress told now and then, on the calling thread, and at the end
   * @return how it ended; RUNNING where another process has taken it over
   * @throws SettingsException if the goal is no such topic
   * @throws InterruptedException if it was told to stop
   * @throws org.apache.kafka.common.KafkaException if the brokers cannot be reached
   */
  public ReplayState execute(
      ReplayPlan plan, Wanted wanted, Goal goal, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    Run run = Run.first(plan, clock.instant());
    ReplayProgress begun =
        ReplayProgress.newBuilder(
                new Report(run)
                    .progress(
                        ReplayState.RUNNING, run.starts(), Map.of(), 0, null, clock.instant()))
            .setTarget(ReplayTarget.TOPIC)
            .setSelector((plan.words() + " " + goal.words()).strip())
            .setTopic(goal.topic())
            .setSpeed(goal.speed().isPresent() ? goal.speed().getAsDouble() : null)
            .build();
    return run(run, begun, wanted, goal, progress);
  }

  /**
   * Goes on with one that was paused, failed or killed, as {@link #execute} does; its pace begins
   * with the first record that is left.
   *
   * @param before its last event
   * @param wanted what its limit lets through
   */
  public ReplayState resume(ReplayProgress before, Wanted wanted, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    return run(Run.after(before), before, wanted, Goal.of(before), progress);
  }

  private ReplayState run(
      Run run, ReplayProgress begun, Wanted wanted, Goal goal, Consumer<ReplayProgress> progress)
      throws InterruptedException {
    if (topics.all().stream().anyMatch(topic -> topic.name().equals(goal.topic()))) {
      throw new SettingsException(
          List.of(goal.topic() + " is a topic of Copydesk's own, which nothing is copied into"));
    }
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of());
        KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, Map.of())) {
      List<PartitionInfo> partitions =
          Optional.ofNullable(consumer.partitionsFor(goal.topic())).orElse(List.of());
      if (partitions.isEmpty()) {
        throw new SettingsException(
            List.of("Topic " + goal.topic() + " is missing: create it with kafka-topics --create"));
      }
      RawMerge raw = new RawMerge(run, topics.raw().name(), consumer, wanted);
      try (ReplayTeller teller = new ReplayTeller(kafka, begun, clock)) {
        return new RepublicationRun(raw, producer, goal, teller, progress).run();
      }
    }
  }
}

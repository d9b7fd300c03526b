package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code news.replays} how far a run is whose progress is kept elsewhere, and hears there
 * what others want of it. One thread at a time.
 */
public final class ReplayTeller implements AutoCloseable {

  private static final String CLIENT_ID = "copydesk-replay-teller";

  /** More often than {@link ReplayLog#SILENCE}, by far. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private static final int PATIENCE_MILLIS = 5_000;

  private final String run = UUID.randomUUID().toString();
  private final String topic;
  private final AvroCodec codec;
  private final ReplayEvents events;
  private final InstantSource clock;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private @Nullable ReplayOrders orders;
  private ReplayProgress last;
  private long toldNanos;

  /** How a run stands that begins now; how far it is to go is told when that is known. */
  public static ReplayProgress beginning(
      String id, ReplayTarget target, String words, InstantSource clock) {
    long now = clock.millis();
    return ReplayProgress.newBuilder()
        .setId(id)
        .setTarget(target)
        .setSelector(words)
        .setState(ReplayState.RUNNING)
        .setPartitions(List.of())
        .setIds(List.of())
        .setStarted(now)
        .setUpdated(now)
        .build();
  }

  /**
   * Tells nothing yet.
   *
   * @param begun as it stands when the run begins
   */
  public ReplayTeller(KafkaSettings kafka, ReplayProgress begun, InstantSource clock) {
    KafkaClients clients = new KafkaClients(kafka);
    this.topic = kafka.topics().replays().name();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.events = new ReplayEvents(kafka.topics(), codec);
    this.clock = clock;
    this.last = begun;
    this.producer =
        clients.producer(
            CLIENT_ID,
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * PATIENCE_MILLIS));
    this.consumer = clients.consumer(CLIENT_ID, reading());
  }

  /** What a run does, and how it ended. */
  @FunctionalInterface
  public interface Work {
    ReplayState run() throws InterruptedException;
  }

  /**
   * Has the work done. Where it ends by an exception, that is the last word, and the replay stands
   * as it was last told: what came after that may not have arrived. Without a last word it stands
   * as one that was killed does.
   *
   * @return how it ended
   * @throws InterruptedException if it was told to stop; it can be resumed
   */
  public ReplayState attend(Work work) throws InterruptedException {
    try {
      return work.run();
    } catch (InterruptedException e) {
      throw stopped(e);
    } catch (InterruptException e) {
      // Kafka's clients set the flag again, which would keep the last word from being sent.
      Thread.interrupted();
      throw stopped(new InterruptedException(e.getMessage()));
    } catch (RuntimeException e) {
      tryToEnd(ReplayState.FAILED, String.valueOf(e.getMessage()), e);
      throw e;
    }
  }

  private InterruptedException stopped(InterruptedException e) {
    tryToEnd(ReplayState.PAUSED, "stopped before its end", e);
    return e;
  }

  private void tryToEnd(ReplayState state, String message, Exception cause) {
    try {
      end(state, last.getPartitions(), last.getFed(), message);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static Map<String, Object> reading() {
    Map<String, Object> reading = new HashMap<>(ReplayOrders.READING);
    reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    return reading;
  }

  /** Of the replay. */
  public String id() {
    return last.getId();
  }

  /**
   * Tells how far it is, at the first call and then now and then, and hears; what it has done is
   * counted in offsets.
   *
   * @param partitions empty: as before
   * @param message what it waits for; null where it goes on
   * @return the state that somebody else wants it to be in; RUNNING: another run has taken it over
   * @throws KafkaException if the brokers do not take it
   */
  public Optional<ReplayState> progress(
      List<ReplayPartition> partitions, @Nullable String message) {
    List<ReplayPartition> now = orLast(partitions);
    return progress(now, offsets(now), message);
  }

  /**
   * The same of what counts its records itself.
   *
   * @param fed since the replay began, in whatever run
   */
  public Optional<ReplayState> progress(
      List<ReplayPartition> partitions, long fed, @Nullable String message) {
    ReplayOrders heard = orders;
    if (heard == null) {
      heard = new ReplayOrders(consumer, codec, topic, id(), run);
      orders = heard;
      send(partitions, fed, ReplayState.RUNNING, message);
    } else if (System.nanoTime() - toldNanos >= EVERY.toNanos()) {
      send(partitions, fed, ReplayState.RUNNING, message);
    }
    return heard.heard();
  }

  /** What was told last, or how it stood when the run began. */
  public ReplayProgress last() {
    return last;
  }

  /**
   * Its last word: where it stands from now on.
   *
   * @param partitions empty: as before
   * @throws KafkaException if the brokers do not take it
   */
  public void end(ReplayState state, List<ReplayPartition> partitions, @Nullable String message) {
    List<ReplayPartition> now = orLast(partitions);
    end(state, now, offsets(now), message);
  }

  /**
   * The same of what counts its records itself.
   *
   * @param fed since the replay began, in whatever run
   */
  public void end(
      ReplayState state, List<ReplayPartition> partitions, long fed, @Nullable String message) {
    send(partitions, fed, state, message);
  }

  private List<ReplayPartition> orLast(List<ReplayPartition> told) {
    return told.isEmpty() ? last.getPartitions() : told;
  }

  private static long offsets(List<ReplayPartition> partitions) {
    return partitions.stream().mapToLong(p -> p.getNext() - p.getFrom()).sum();
  }

  private void send(
      List<ReplayPartition> partitions, long fed, ReplayState state, @Nullable String message) {
    last =
        ReplayProgress.newBuilder(last)
            .setState(state)
            .setPartitions(partitions)
            .setFed(fed)
            .setMessage(message)
            .setUpdated(clock.millis())
            .build();
    Future<RecordMetadata> sent = producer.send(events.progress(last, run));
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new KafkaException("The brokers took no word of a replay: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while telling of a replay", e);
    }
    toldNanos = System.nanoTime();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    consumer.close();
  }
}

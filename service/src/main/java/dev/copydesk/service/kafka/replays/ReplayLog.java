package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.Stretch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** What {@code news.replays} says of every replay, and orders to those that run. */
public final class ReplayLog {

  /** One that says nothing for so long was killed. */
  public static final Duration SILENCE = Duration.ofSeconds(10);

  private static final String CLIENT_ID = "copydesk-replays";

  private final KafkaClients clients;
  private final Topics topics;
  private final AvroCodec codec;
  private final InstantSource clock;

  public ReplayLog(KafkaSettings kafka, InstantSource clock) {
    this.clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.clock = clock;
  }

  /** The last event of every replay, the latest started first. */
  public List<ReplayProgress> all() {
    Map<String, ReplayProgress> last = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(CLIENT_ID, Map.of())) {
      Stretch.of(consumer, topics.replays().name())
          .read(
              consumer,
              record -> {
                if (record.value() != null) {
                  ReplayProgress event = codec.decode(ReplayProgress.class, record.value());
                  last.put(event.getId(), event);
                }
              });
    }
    return last.values().stream()
        .sorted(Comparator.comparingLong(ReplayProgress::getStarted).reversed())
        .toList();
  }

  /** Those whose id begins so. */
  public List<ReplayProgress> find(String beginning) {
    return all().stream().filter(replay -> replay.getId().startsWith(beginning)).toList();
  }

  /** Whether it says that it runs, and has said nothing for some time. */
  public boolean isSilent(ReplayProgress replay) {
    return ReplayStanding.isSilent(replay, clock.instant());
  }

  /**
   * Tells a replay to stop; one that nobody runs stands so from now on.
   *
   * @param state PAUSED or CANCELED; COMPLETED of one whose runner died before it could say so
   * @throws KafkaException if the brokers do not take it
   */
  public void order(ReplayProgress replay, ReplayState state) {
    ReplayProgress event =
        ReplayProgress.newBuilder(replay)
            .setState(state)
            .setMessage(null)
            .setUpdated(clock.millis())
            .build();
    try (KafkaProducer<byte[], byte[]> producer = clients.producer(CLIENT_ID, Map.of())) {
      producer.send(new ReplayEvents(topics, codec).order(event)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("The brokers did not take an order to a replay: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while giving an order to a replay", e);
    }
  }

  /** Records fed a second by the last whole replay of everything; empty where there was none. */
  public OptionalDouble lastThroughput() {
    return all().stream()
        .filter(r -> r.getTarget() == ReplayTarget.ENRICH)
        .filter(r -> r.getState() == ReplayState.COMPLETED && r.getRate() == null)
        .filter(r -> r.getResumable() && r.getIds().isEmpty())
        .filter(r -> r.getWhere() == null && r.getQuery() == null)
        .filter(r -> r.getFed() > 0 && r.getUpdated() > r.getStarted())
        .mapToDouble(r -> r.getFed() * 1000.0 / (r.getUpdated() - r.getStarted()))
        .findFirst();
  }
}

package dev.copydesk.enrich.shadow;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.Stretch;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.service.kafka.replays.ReplayTeller;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** One run of the shadow's topology, which tells {@code news.replays} how far it is. */
final class ShadowRun {

  private static final String CLIENT_ID = "copydesk-shadow-run";
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Offsets looked through first for the last record before an end. */
  private static final int STEP = 16;

  private final KafkaSettings kafka;
  private final KafkaSettings shadowKafka;
  private final EnrichSettings settings;
  private final ReplayPlan plan;
  private final ReplayTeller teller;
  private final Downstream downstream;
  private final Consumer<List<ReplayPartition>> listener;
  private final InstantSource clock;
  private List<ReplayPartition> parts = List.of();

  /** What somebody else wants of it. */
  private Optional<ReplayState> wish = Optional.empty();

  /**
   * @param shadowKafka with the topics that it writes to
   * @param begun how it stands before the run
   * @param downstream reads what the topology has written
   * @param listener told how far it is
   */
  ShadowRun(
      KafkaSettings kafka,
      KafkaSettings shadowKafka,
      EnrichSettings settings,
      ReplayPlan plan,
      ReplayProgress begun,
      Downstream downstream,
      Consumer<List<ReplayPartition>> listener,
      InstantSource clock) {
    this.kafka = kafka;
    this.shadowKafka = shadowKafka;
    this.settings = settings;
    this.plan = plan;
    this.teller = new ReplayTeller(kafka, begun, clock);
    this.downstream = downstream;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Returns when all that is planned has been worked off and read downstream, or somebody else
   * wants it to stop.
   *
   * @return how it ended; RUNNING where another process has taken it over
   */
  ReplayState run(Admin admin, Annotator annotator) throws InterruptedException {
    try (teller;
        EnrichService service =
            new EnrichService(
                settings,
                shadowKafka,
                annotator,
                new CompositeMeterRegistry(),
                new Health(),
                clock)) {
      return teller.attend(
          () -> {
            ReplayState state = work(admin, service);
            if (state != ReplayState.RUNNING) {
              teller.end(state, parts, null);
            }
            return state;
          });
    }
  }

  private ReplayState work(Admin admin, EnrichService service) throws InterruptedException {
    Map<Integer, Long> last = lastRecords();
    TopologyPosition position =
        new TopologyPosition(
            admin, settings.applicationId(shadowKafka.topics()), shadowKafka.topics());
    service.start();
    while (wish.isEmpty()) {
      position.refresh();
      parts = parts(position);
      // Before anything is waited for: what is ordered before the first word is not heard.
      wish = teller.progress(parts, null);
      listener.accept(parts);
      if (wish.isEmpty()
          && last.entrySet().stream()
              .allMatch(at -> position.hasPassedRaw(at.getKey(), at.getValue()))) {
        return read(admin, service);
      }
      awaitEndOrLook(service);
    }
    return wish.get();
  }

  /** Has everything read that was written. */
  private ReplayState read(Admin admin, EnrichService service) throws InterruptedException {
    Topic enriched = shadowKafka.topics().enriched();
    int partitions =
        new TopicAdmin(admin).partitions(List.of(enriched)).getOrDefault(enriched.name(), 0);
    OpenTransactions open =
        OpenTransactions.of(
            admin,
            IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(enriched.name(), partition))
                .toList());
    while (!open.haveEnded()) {
      awaitEndOrLook(service);
    }
    boolean through =
        downstream.catchUp(
            shadowKafka,
            share -> {
              wish =
                  teller.progress(parts, "waits for what reads it: %.0f %%".formatted(share * 100));
              return wish.isEmpty();
            });
    return through ? ReplayState.COMPLETED : wish.orElseThrow();
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

  private List<ReplayPartition> parts(TopologyPosition position) {
    return plan.partitions().stream()
        .map(
            part ->
                new ReplayPartition(
                    part.partition(),
                    part.from(),
                    part.to(),
                    Math.clamp(position.nextRaw(part.partition()), part.from(), part.to()),
                    -1L))
        .toList();
  }

  /** By partition the last offset planned that is a record's, not a transaction marker's. */
  private Map<Integer, Long> lastRecords() {
    Map<Integer, Long> last = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaClients(kafka).consumer(CLIENT_ID, Map.of())) {
      for (ReplayPlan.Part part : plan.partitions()) {
        long offset = lastRecord(consumer, part);
        if (offset >= 0) {
          last.put(part.partition(), offset);
        }
      }
    }
    return last;
  }

  /** Of one partition; -1 where none is. */
  private long lastRecord(KafkaConsumer<byte[], byte[]> consumer, ReplayPlan.Part part) {
    TopicPartition partition = new TopicPartition(kafka.topics().raw().name(), part.partition());
    consumer.assign(List.of(partition));
    for (long step = STEP; ; step *= STEP) {
      long from = Math.max(part.from(), part.to() - step);
      AtomicLong last = new AtomicLong(-1);
      consumer.seek(partition, from);
      new Stretch(Map.of(partition, part.to()))
          .readOn(
              consumer,
              record -> {
                if (record.offset() < part.to()) {
                  last.set(record.offset());
                }
              });
      if (last.get() >= 0 || from == part.from()) {
        return last.get();
      }
    }
  }
}

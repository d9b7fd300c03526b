package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.trace.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries files from the watched folder to the stream, session by session.
 *
 * <p>Between two rounds of files it attends to the group: there partitions come and go, never amid
 * a transaction.
 */
public final class Publisher implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private static final Duration ATTENTION = Duration.ofMillis(100);
  private static final long MOST_WAIT_MILLIS = 5_000;
  private static final int MOST_FENCINGS = 5;

  /** Fencings further apart than this are an instance's own late transactions, not a namesake. */
  private static final Duration NAMESAKES_FENCE_WITHIN = Duration.ofMinutes(1);

  private final PublishSettings settings;
  private final Topics topics;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final AvroCodec codec;
  private final Intake intake;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final Tracing tracing;
  private final Step.Listener steps;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Optional<String> trouble = Optional.of("Connecting to Kafka");
  private boolean everReady;
  private int failures;
  private int fencings;

  public Publisher(
      PublishSettings settings,
      KafkaSettings kafka,
      WatchedFolder folder,
      IngestMetrics metrics,
      InstantSource clock,
      Tracing tracing,
      Step.Listener steps) {
    this.settings = settings;
    this.topics = kafka.topics();
    this.clients = new KafkaClients(kafka, metrics.registry());
    this.registry = new SchemaRegistry(kafka.schemaRegistry());
    this.codec = new AvroCodec(registry);
    this.intake = new Intake(settings, folder, clock, steps);
    this.metrics = metrics;
    this.clock = clock;
    this.tracing = tracing;
    this.steps = steps;
  }

  /** What of Kafka is being waited out; empty where files flow. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Which files cannot be read or put away, and are tried again. */
  public Optional<String> filesInTrouble() {
    return intake.trouble();
  }

  /** Asks {@link #run} to return once the transaction under way has ended. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Publishes until it is asked to stop. Outages are waited out.
   *
   * @throws SettingsException if topics are missing or do not fit at the start, or another instance
   *     uses the state folder
   * @throws IllegalStateException if another instance took this one's name
   */
  @Override
  public void run() {
    try {
      while (!isStopping()) {
        live();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      intake.close();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void live() throws InterruptedException {
    long begin = System.nanoTime();
    try (Session session = open()) {
      settle(session);
      while (!isStopping()) {
        session.ledger().attend(Duration.ZERO);
        metrics.owned(session.ledger().partitionsOwned());
        round(session);
        everReady = true;
        failures = 0;
      }
    } catch (SettingsException e) {
      if (!everReady) {
        throw e;
      }
      waitOut(e);
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | FencedInstanceIdException e) {
      boolean apart = System.nanoTime() - begin > NAMESAKES_FENCE_WITHIN.toNanos();
      fencings = apart ? 1 : fencings + 1;
      if (fencings > MOST_FENCINGS) {
        throw new IllegalStateException(
            "Another instance runs with ingest.instance %s: give each its own"
                .formatted(settings.member().instance()),
            e);
      }
      waitOut(e);
    } catch (RuntimeException e) {
      waitOut(e);
    } finally {
      metrics.owned(0);
    }
  }

  private void round(Session session) throws InterruptedException {
    try {
      intake.round(session);
    } catch (Session.GroupChangedException e) {
      // The session goes on: who leaves now would leave others without what it was to give up.
      LOG.info("event=transaction-aborted reason={}", e.getMessage());
      intake.abandon();
      session.ledger().attend(ATTENTION);
    }
  }

  private Session open() {
    registry.idOf(topics.raw());
    registry.idOf(topics.files());
    return Session.open(clients, codec, topics, settings, metrics, clock, tracing, steps);
  }

  /** Waits for the group's first answer and reads what it gives, before any file is looked at. */
  private void settle(Session session) {
    trouble = Optional.of("Reading the ledger of the files that are this instance's");
    awaitSettled(session);
    if (!isStopping()) {
      session.ledger().shareAnew();
      awaitSettled(session);
    }
    trouble = Optional.empty();
  }

  private void awaitSettled(Session session) {
    while (!isStopping() && !session.ledger().isSettled()) {
      session.ledger().attend(ATTENTION);
    }
  }

  private void waitOut(RuntimeException cause) throws InterruptedException {
    if (isStopping()) {
      return;
    }
    LOG.warn("event=publishing-interrupted reason={}", cause.toString(), cause);
    trouble =
        Optional.of("Files wait until Kafka, the registry and the state folder answer: " + cause);
    intake.abandon();
    long wait = Math.min(MOST_WAIT_MILLIS, 200L << Math.min(failures++, 10));
    if (stopping.await(wait, TimeUnit.MILLISECONDS)) {
      LOG.info("event=stopping-while-waiting");
    }
  }
}

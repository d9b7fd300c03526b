package dev.copydesk.index.consume;

import dev.copydesk.index.search.Rebuilding;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code news.enriched} into a sink on a thread of its own, for as long as the service lives.
 *
 * <p>Whatever the trouble with brokers, registry or sink, the answer is the same: let go, wait
 * longer each time, and begin where the sink says it stopped. So nothing is kept in memory
 * meanwhile, and no kind of trouble has a road of its own.
 */
public final class EnrichedReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnrichedReader.class);
  private static final String CLIENT_ID = "copydesk-index";

  private final KafkaSettings kafka;
  private final Sink sink;
  private final Duration commitEvery;
  private final InstantSource clock;
  private final Tracing tracing;
  private final ConsumerMetrics metrics;
  private final DeadLetters deadLetters;
  private final RecordReader records;
  private final Crossing crossing = new Crossing();
  private final Rebuild rebuild;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Thread thread = Thread.ofPlatform().name("index-reader").unstarted(this::run);
  private final Backoff backoff = new Backoff();
  private volatile @Nullable String trouble;
  private volatile boolean caughtUp;
  private volatile Map<Integer, Long> nextOffsets = Map.of();

  /**
   * @param succession how the sink's index is built anew
   * @param commitEvery how long what was applied may wait for a commit
   */
  public EnrichedReader(
      KafkaSettings kafka,
      Sink sink,
      Succession succession,
      Duration commitEvery,
      ConsumerMetrics metrics,
      InstantSource clock,
      Tracing tracing) {
    this.clock = clock;
    this.tracing = tracing;
    this.kafka = kafka;
    this.sink = sink;
    this.commitEvery = commitEvery;
    this.metrics = metrics;
    this.deadLetters = new DeadLetters(kafka, metrics);
    this.records = RecordReader.over(kafka);
    this.rebuild =
        new Rebuild(
            succession, this::rebuilding, new RebuildLog(kafka, sink.isShared(), clock), crossing);
  }

  /** What reads into a successor: its records are no news for metrics and traces. */
  private Reading rebuilding(Sink successor) {
    return new Reading(
        CLIENT_ID + "-rebuild",
        kafka,
        successor,
        records,
        new KnownBadRecords(),
        new ConsumerMetrics(new CompositeMeterRegistry()),
        commitEvery,
        clock,
        Tracing.off());
  }

  /** How the index is built anew. */
  public Rebuilding rebuilding() {
    return rebuild;
  }

  public void start() {
    thread.start();
  }

  /**
   * Completes when reading has ended: normally after {@link #close}, exceptionally when it cannot
   * go on, with a {@link SettingsException} where topics are missing at the start.
   */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** What keeps the index from being up with the topic; empty once it was, and nothing is wrong. */
  public Optional<String> trouble() {
    if (ended.isDone()) {
      return Optional.of("Reading has ended");
    }
    String current = trouble;
    if (current != null) {
      return Optional.of(current);
    }
    return caughtUp ? Optional.empty() : Optional.of("Still reading what the topic holds");
  }

  /**
   * By partition that is read here the offset up to which everything is applied; empty while there
   * is trouble.
   */
  public Map<Integer, Long> nextOffsets() {
    return trouble().isPresent() ? Map.of() : nextOffsets;
  }

  /** Commits what was applied and stops; the sink stays open. Harmless when called again. */
  @Override
  public void close() {
    stopping.countDown();
    rebuild.close();
    boolean interrupted = false;
    // No interrupt: it would close the files that Lucene writes to.
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    deadLetters.close();
    ended.complete(null);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean first = true;
      while (!stopped()) {
        first = !readUntilTrouble(first) && first;
        crossing.letPass();
      }
      ended.complete(null);
    } catch (SettingsException e) {
      LOG.error("event=index-reader-refused problems=\"{}\"", e.problems());
      ended.completeExceptionally(e);
    } catch (RuntimeException | Error e) {
      LOG.error("event=index-reader-failed", e);
      ended.completeExceptionally(e);
    }
  }

  /** Whether the brokers could be reached. */
  private boolean readUntilTrouble(boolean first) {
    boolean reached = false;
    try (Reading reading =
        new Reading(
            CLIENT_ID, kafka, sink, records, deadLetters, metrics, commitEvery, clock, tracing)) {
      if (first) {
        reading.refuseBadTopics();
      }
      reading.begin();
      reached = true;
      rebuild.resume();
      while (!stopped() && !crossing.isClaimed() && reading.isOfThisTopic()) {
        if (reading.step()) {
          trouble = null;
          backoff.reset();
        }
        caughtUp = caughtUp || reading.isCaughtUp();
        nextOffsets = reading.nextOffsets();
      }
      reading.finish();
    } catch (KafkaException | RegistryUnavailableException | SinkUnavailableException e) {
      waitOut(e);
    }
    return reached;
  }

  private void waitOut(RuntimeException cause) {
    if (stopped()) {
      LOG.info("event=index-stopped-in-trouble cause={}", cause.toString());
      return;
    }
    metrics.waiting();
    trouble = "Waiting: " + cause.getMessage();
    Duration wait = backoff.next();
    LOG.warn("event=index-waiting ms={} cause={}", wait.toMillis(), cause.toString());
    try {
      var _ = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }
}

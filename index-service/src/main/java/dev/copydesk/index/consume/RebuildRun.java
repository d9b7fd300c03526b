package dev.copydesk.index.consume;

import dev.copydesk.index.search.Rebuilding.Phase;
import dev.copydesk.index.search.Rebuilding.State;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of building a successor from the beginning of {@code news.enriched}, or from where it was
 * last committed.
 *
 * <p>When it has caught up, the reader of the index in use steps aside between two batches, and the
 * successor takes over with everything that the one in use has: so nothing that was withdrawn
 * meanwhile is seen again. That takes as long as reading what came since the last poll. Trouble is
 * waited out as the reader does.
 */
final class RebuildRun {

  private static final Logger LOG = LoggerFactory.getLogger(RebuildRun.class);
  private static final String TOLD = "told to by another process";
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How often it is looked whether another instance is still at it. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Succession succession;
  private final Function<Sink, Reading> readings;
  private final RebuildLog log;
  private final Crossing crossing;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile String successor;
  private volatile Phase phase = Phase.RUNNING;
  private volatile Progress progress = Progress.NONE;
  private volatile @Nullable String trouble;

  /** What somebody else wants; kept until trouble lets it be obeyed. */
  private @Nullable ReplayState wish;

  /**
   * @param successor its name, by {@link Succession#begun}
   */
  RebuildRun(
      String successor,
      Succession succession,
      Function<Sink, Reading> readings,
      RebuildLog log,
      Crossing crossing) {
    this.successor = successor;
    this.succession = succession;
    this.readings = readings;
    this.log = log;
    this.crossing = crossing;
  }

  State state(List<String> kept) {
    return new State(
        phase, RebuildLog.id(successor), progress.done(), progress.whole(), trouble, kept);
  }

  boolean isCompleted() {
    return phase == Phase.COMPLETED;
  }

  /** Ends {@link #run} soon; what was built stays. */
  void stop() {
    stopping.countDown();
  }

  /** To be called when {@link #run} has ended, or was never begun. */
  void giveUp(@Nullable String message) {
    succession.giveUp();
    trouble = null;
    log.gaveUp(successor, progress, message);
    phase = Phase.CANCELED;
  }

  /**
   * Says that it waits for the next process; in trouble the brokers would only hold this one up.
   */
  void leave() {
    if (phase == Phase.RUNNING && trouble == null) {
      log.end(ReplayState.PAUSED, progress, "stopped with its service, and goes on with it");
    }
  }

  /** Builds until it has taken over, or somebody wants it to stop. */
  void run() {
    Backoff backoff = new Backoff();
    try {
      while (isWanted()) {
        try {
          takeTurn();
        } catch (KafkaException | RegistryUnavailableException | SinkUnavailableException e) {
          if (trouble == null) {
            backoff.reset();
          }
          Duration wait = backoff.next();
          trouble = "Waiting: " + e.getMessage();
          LOG.warn("event=index-rebuild-waiting ms={} cause={}", wait.toMillis(), e.toString());
          waitFor(wait);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("event=index-rebuild-failed", e);
      trouble = e.toString();
      end(Phase.FAILED, trouble);
    }
  }

  private void takeTurn() {
    switch (log.turn(successor)) {
      case OURS -> {
        hear();
        if (wish == null) {
          build();
        }
        obey();
      }
      case OTHERS -> {
        trouble = "Another instance is at it";
        waitFor(TURN);
      }
      case DONE -> phase = Phase.COMPLETED;
      case CANCELED -> giveUp(null);
    }
  }

  /** One stretch, until it has taken over or is let go. */
  private void build() {
    if (succession.tookOver().equals(Optional.of(successor))) {
      // The answer that it had was lost.
      end(Phase.COMPLETED, null);
      return;
    }
    try (Reading reading = readings.apply(succession.successor())) {
      succession.release();
      reading.begin();
      successor = begun(succession);
      log.follow(successor, progress);
      while (isWanted() && wish == null && reading.isOfThisTopic()) {
        if (reading.step()) {
          trouble = null;
        }
        progress = reading.progress();
        hear();
        if (reading.isCaughtUp() && cross(reading)) {
          end(Phase.COMPLETED, null);
          return;
        }
      }
      reading.finish();
    }
  }

  /**
   * The name of what is built.
   *
   * @throws SinkUnavailableException where somebody else has given it up
   */
  static String begun(Succession succession) {
    return succession
        .begun()
        .orElseThrow(() -> new SinkUnavailableException("The successor of the index is gone"));
  }

  private void hear() {
    wish = log.tell(progress, trouble).orElse(wish);
  }

  private void obey() {
    switch (wish) {
      case PAUSED -> end(Phase.PAUSED, TOLD);
      case CANCELED -> giveUp(TOLD);
      case RUNNING, COMPLETED, FAILED -> log.letGo();
      case null -> {
        // Nobody wants anything of it.
      }
    }
    wish = null;
  }

  /** False where it was told to stop first. */
  private boolean cross(Reading reading) {
    try (Crossing.Claim claim = crossing.claim()) {
      while (!claim.isClear(LOOK)) {
        // It may take the reader a while to come by.
        var _ = reading.step();
        hear();
        if (!isWanted() || wish != null) {
          return false;
        }
      }
      succession.hold();
      reading.aimAtEnd();
      while (!reading.isCaughtUp()) {
        if (!isWanted()) {
          succession.release();
          return false;
        }
        var _ = reading.step();
      }
      reading.finish();
      progress = reading.progress();
      succession.takeOver();
    }
    LOG.info("event=index-rebuilt records={}", progress.done());
    return true;
  }

  /** Its last word comes first: whoever sees the phase may begin another run, which says more. */
  private void end(Phase last, @Nullable String message) {
    log.end(ReplayState.valueOf(last.name()), progress, message);
    phase = last;
  }

  private boolean isWanted() {
    return stopping.getCount() > 0 && phase == Phase.RUNNING;
  }

  private void waitFor(Duration time) {
    try {
      var _ = stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Rebuilding;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a successor of the index on a thread of its own, from the beginning of {@code
 * news.enriched}, while {@link EnrichedReader} goes on with the one in use.
 *
 * <p>When it has caught up, the reader steps aside between two batches, and it takes over with
 * everything that the one in use has: so nothing that was withdrawn meanwhile is seen again. That
 * takes as long as reading what came since the last poll. Trouble is waited out as the reader does;
 * what is built is committed as it grows, and whoever comes after a crash goes on from there.
 */
final class Rebuild implements Rebuilding, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Succession succession;
  private final Function<Sink, Reading> readings;
  private @Nullable Thread thread;
  private volatile CountDownLatch stopping = new CountDownLatch(1);
  private volatile Phase phase = Phase.NONE;
  private volatile Reading.Progress progress = new Reading.Progress(0, 0);
  private volatile @Nullable String trouble;
  private volatile @Nullable Crossing crossing;

  /** Where the reader steps aside for the successor. */
  private record Crossing(CountDownLatch clear, CountDownLatch over) {}

  /**
   * @param readings makes what reads into a successor
   */
  Rebuild(Succession succession, Function<Sink, Reading> readings) {
    this.succession = succession;
    this.readings = readings;
  }

  @Override
  public State state() {
    return asked(
        () -> new State(phase, progress.done(), progress.whole(), trouble, succession.kept()));
  }

  @Override
  public synchronized boolean begin() {
    // Says so where there is nothing that could be searched.
    asked(succession::kept);
    return started();
  }

  /** Goes on with what a process before this one began. */
  synchronized void resume() {
    if (phase == Phase.NONE && succession.isBegun()) {
      LOG.info("event=index-rebuild-resumed");
      var _ = started();
    }
  }

  private boolean started() {
    if (thread != null && thread.isAlive()) {
      return false;
    }
    stopping = new CountDownLatch(1);
    phase = Phase.RUNNING;
    progress = new Reading.Progress(0, 0);
    trouble = null;
    thread = Thread.ofPlatform().name("index-rebuild").start(this::run);
    return true;
  }

  @Override
  public synchronized boolean cancel() {
    boolean running = thread != null && thread.isAlive();
    stop();
    if (phase == Phase.COMPLETED || !(running || asked(succession::isBegun))) {
      return false;
    }
    asked(
        () -> {
          succession.giveUp();
          return true;
        });
    phase = Phase.CANCELED;
    trouble = null;
    return true;
  }

  @Override
  public synchronized List<String> dropKept() {
    return asked(
        () -> {
          List<String> kept = succession.kept();
          succession.dropKept();
          return kept;
        });
  }

  /** Whether the reader is waited for. */
  boolean isWaiting() {
    return crossing != null;
  }

  /** The reader has committed and let go: returns when it may read again, from where it is then. */
  void letPass() {
    Crossing now = crossing;
    if (now != null) {
      now.clear().countDown();
      await(now.over());
    }
  }

  @Override
  public synchronized void close() {
    stop();
  }

  private void stop() {
    stopping.countDown();
    Thread running = thread;
    boolean interrupted = false;
    // No interrupt: it would close the files that Lucene writes to.
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration wait = SHORTEST_WAIT;
    try {
      while (isWanted()) {
        try (Reading reading = readings.apply(succession.successor())) {
          succession.release();
          reading.begin();
          while (isWanted() && reading.isOfThisTopic()) {
            if (reading.step()) {
              trouble = null;
              wait = SHORTEST_WAIT;
            }
            progress = reading.progress();
            if (reading.isCaughtUp() && cross(reading)) {
              return;
            }
          }
          reading.finish();
        } catch (KafkaException | RegistryUnavailableException | SinkUnavailableException e) {
          trouble = "Waiting: " + e.getMessage();
          LOG.warn("event=index-rebuild-waiting ms={} cause={}", wait.toMillis(), e.toString());
          waitFor(stopping, wait);
          Duration longer = wait.multipliedBy(2);
          wait = longer.compareTo(LONGEST_WAIT) < 0 ? longer : LONGEST_WAIT;
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.error("event=index-rebuild-failed", e);
      trouble = e.toString();
      phase = Phase.FAILED;
    }
  }

  /** False where it was told to stop first. */
  private boolean cross(Reading reading) {
    Crossing now = new Crossing(new CountDownLatch(1), new CountDownLatch(1));
    crossing = now;
    try {
      while (!waitFor(now.clear(), LOOK)) {
        if (!isWanted()) {
          return false;
        }
        // It may take the reader a while to come by.
        var _ = reading.step();
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
      succession.takeOver();
      progress = reading.progress();
      phase = Phase.COMPLETED;
      LOG.info("event=index-rebuilt records={}", progress.done());
      return true;
    } finally {
      crossing = null;
      now.over().countDown();
    }
  }

  private boolean isWanted() {
    return stopping.getCount() > 0;
  }

  private static boolean waitFor(CountDownLatch latch, Duration time) {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  private interface Question<T> {
    T ask();
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SinkUnavailableException e) {
      throw new Articles.UnavailableException("The index cannot be asked", e);
    }
  }
}

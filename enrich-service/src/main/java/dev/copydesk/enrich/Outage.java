package dev.copydesk.enrich;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits out what is broken outside: each wait longer than the one before, up to a limit, none after
 * the service is closed. Remembers what the matter is, for readiness.
 */
final class Outage {

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** This long after the last failure it counts as over. */
  private static final Duration MEMORY = Duration.ofSeconds(20);

  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Duration wait = FIRST_WAIT;
  private Instant last = Instant.MIN;
  private @Nullable String trouble;

  Outage(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Waits until it is time to try again.
   *
   * @return false if the service was closed meanwhile
   * @throws InterruptedException if the service stops waiting
   */
  boolean waitAfter(String what) throws InterruptedException {
    return !closed.await(next(what).toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized Duration next(String what) {
    Instant now = clock.instant();
    wait = isOver(now) ? FIRST_WAIT : doubled(wait);
    last = now;
    trouble = what;
    return wait;
  }

  synchronized void over() {
    trouble = null;
    last = Instant.MIN;
  }

  synchronized Optional<String> trouble() {
    return isOver(clock.instant()) ? Optional.empty() : Optional.ofNullable(trouble);
  }

  void close() {
    closed.countDown();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean isOver(Instant now) {
    return last.isBefore(now.minus(MEMORY));
  }

  private static Duration doubled(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }
}

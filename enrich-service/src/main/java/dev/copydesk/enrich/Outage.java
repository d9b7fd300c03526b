package dev.copydesk.enrich;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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

  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Duration wait = FIRST_WAIT;
  private long last;
  private @Nullable String trouble;

  /**
   * @param nanos a clock that nobody sets, as {@link System#nanoTime}
   */
  Outage(LongSupplier nanos) {
    this.nanos = nanos;
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
    long now = nanos.getAsLong();
    wait = isOver(now) ? FIRST_WAIT : doubled(wait);
    last = now;
    trouble = what;
    return wait;
  }

  synchronized void over() {
    trouble = null;
  }

  synchronized Optional<String> trouble() {
    return isOver(nanos.getAsLong()) ? Optional.empty() : Optional.ofNullable(trouble);
  }

  void close() {
    closed.countDown();
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean isOver(long now) {
    return trouble == null || now - last > MEMORY.toNanos();
  }

  private static Duration doubled(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }
}

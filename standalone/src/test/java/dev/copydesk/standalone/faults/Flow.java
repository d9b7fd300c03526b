package dev.copydesk.standalone.faults;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Drops files at a steady rate until it is closed. */
final class Flow implements AutoCloseable {

  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> dropping;

  /**
   * @param pace from one file to the next
   */
  Flow(Traffic traffic, Duration pace) {
    dropping = clock.scheduleAtFixedRate(traffic::drop, 0, pace.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * @throws IllegalStateException if files are no longer dropped
   */
  void requireRunning() {
    if (dropping.isDone()) {
      throw new IllegalStateException("traffic has failed", dropping.exceptionNow());
    }
  }

  @Override
  public void close() {
    dropping.cancel(false);
    clock.close();
  }
}

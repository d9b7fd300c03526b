package dev.copydesk.index.consume;

import java.time.Duration;

/** Says now and then that it is time; measured by the monotonic clock. */
final class Timer {

  private final long every;
  private long since = System.nanoTime();

  Timer(Duration every) {
    this.every = every.toNanos();
  }

  /** True once in every interval, if asked. */
  boolean isDue() {
    long now = System.nanoTime();
    if (now - since < every) {
      return false;
    }
    since = now;
    return true;
  }
}

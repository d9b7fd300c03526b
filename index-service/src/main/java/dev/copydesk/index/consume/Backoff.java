package dev.copydesk.index.consume;

import java.time.Duration;

/** How long to wait before trying again: twice as long each time, within bounds. */
final class Backoff {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Duration next = SHORTEST;

  /** To be called when all was well again. */
  void reset() {
    next = SHORTEST;
  }

  Duration next() {
    Duration wait = next;
    Duration longer = wait.multipliedBy(2);
    next = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    return wait;
  }
}

package dev.copydesk.ingest.publish;

import java.time.Duration;

/** What one transaction may gather: bytes, and time by the JVM's own clock. */
final class Budget {

  private static final Duration PORTION_TIME = Duration.ofMillis(200);
  private static final long PORTION_BYTES = 8L << 20;

  private final long end;
  private long bytes;

  static Budget ofPortion() {
    return new Budget(PORTION_TIME, PORTION_BYTES);
  }

  Budget(Duration time, long bytes) {
    this.end = System.nanoTime() + time.toNanos();
    this.bytes = bytes;
  }

  void spend(long number) {
    bytes -= number;
  }

  boolean isTimeUp() {
    return System.nanoTime() - end >= 0;
  }

  boolean isSpent() {
    return bytes <= 0 || isTimeUp();
  }
}

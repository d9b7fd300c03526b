package dev.copydesk.ingest.publish;

import java.time.Duration;

/**
 * How many small files share a transaction: as many as keep it open for {@link #TIME}, by how long
 * the last ones took, since that depends on the brokers and on how far away they are.
 */
final class PortionSize {

  private static final Duration TIME = Duration.ofMillis(150);
  private static final int LEAST = 20;
  private static final int MOST = 2_000;
  private static final int FIRST = 500;

  /** How far one transaction may change it: a hiccup is not the rule. */
  private static final double STEP = 1.5;

  private int files = FIRST;

  int files() {
    return files;
  }

  /** Learns from a transaction. */
  void took(int committed, Duration time) {
    double fitting = (double) committed * TIME.toNanos() / Math.max(1, time.toNanos());
    if (time.compareTo(TIME) > 0) {
      files = (int) Math.max(Math.max(fitting, files / STEP), LEAST);
    } else if (committed >= files) {
      // One that was not filled says nothing of how many would have had room.
      files = (int) Math.min(Math.min(fitting, files * STEP), MOST);
    }
  }
}

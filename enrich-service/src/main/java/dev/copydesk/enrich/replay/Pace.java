package dev.copydesk.enrich.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalDouble;

/**
 * How many records may be fed now.
 *
 * <p>Only so many may be unprocessed at a time: what the topology works off in {@link #QUEUE} at
 * the speed it was last seen at, since a live article waits behind them. Where it works them off
 * sooner, the speed seen grows with the window, so that both find their measure (delay-based, as
 * TCP Vegas has it). A window of a fixed size above that halves whenever live records pile up and
 * do not become fewer, and grows again slowly while none do. A rate, where one is given, is kept
 * over each second.
 */
final class Pace {

  /** So many live records that wait are no lag: the topology commits ten times a second. */
  static final long QUIET = 100;

  /** How long the queue of fed records may be, in time. */
  static final Duration QUEUE = Duration.ofMillis(300);

  /** Fed even to a topology that has worked off nothing yet. */
  static final int FIRST = 16;

  private static final Duration MEASURED = Duration.ofMillis(200);
  private static final double NEWEST = 0.5;
  private static final int SMALLEST_WINDOW = 4;
  private static final int STEP = 25;
  private static final Duration LONGEST_CREDIT = Duration.ofSeconds(1);

  private final int largestWindow;
  private final OptionalDouble rate;
  private final InstantSource clock;
  private int window;
  private long lastLag;
  private double credit;
  private Instant credited;
  private double speed;
  private long done;
  private Instant measured;

  /**
   * @param largestWindow most records that may be unprocessed
   * @param rate most records a second; empty for no bound
   */
  Pace(int largestWindow, OptionalDouble rate, InstantSource clock) {
    this.largestWindow = largestWindow;
    this.rate = rate;
    this.clock = clock;
    this.window = largestWindow;
    this.credit = 1;
    this.credited = clock.instant();
    this.measured = credited;
  }

  /** Told how many fed records the topology has worked off since it was told before. */
  void processed(int records) {
    done += records;
    Instant now = clock.instant();
    Duration passed = Duration.between(measured, now);
    if (passed.isNegative() || passed.compareTo(MEASURED) >= 0) {
      if (passed.isPositive()) {
        speed += NEWEST * (done * 1e9 / passed.toNanos() - speed);
      }
      measured = now;
      done = 0;
    }
  }

  /** Told now and then how many live records wait. */
  void liveLag(long records) {
    if (records <= QUIET) {
      window = Math.min(largestWindow, window + STEP);
    } else if (records >= lastLag) {
      window = Math.max(Math.min(SMALLEST_WINDOW, largestWindow), window / 2);
    }
    lastLag = records;
  }

  int allows(int unprocessed) {
    int inTime = (int) Math.min(window, Math.max(FIRST, speed * QUEUE.toNanos() / 1e9));
    int room = Math.max(0, inTime - unprocessed);
    return rate.isPresent() ? Math.min(room, (int) replenished(rate.getAsDouble())) : room;
  }

  void fed(int records) {
    credit -= records;
  }

  int window() {
    return window;
  }

  private double replenished(double perSecond) {
    Instant now = clock.instant();
    Duration passed = Duration.between(credited, now);
    credited = now;
    if (passed.isPositive()) {
      Duration counted = passed.compareTo(LONGEST_CREDIT) < 0 ? passed : LONGEST_CREDIT;
      credit += perSecond * counted.toNanos() / 1e9;
    }
    credit = Math.min(credit, Math.max(1, perSecond));
    return Math.max(0, credit);
  }
}

package dev.copydesk.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that the time of day was set back. Kafka's clients time their pauses by it and then wait
 * for as long as it was set back, with no error to tell of; only new ones go by the new time.
 */
public final class ClockWatch {

  /** More than a clock that is kept right is ever moved at once, and no pause of a client. */
  private static final Duration TOLERATED = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final LongSupplier nanos;

  /** How far the time of day has been ahead of the clock that nobody sets. */
  private Duration furthest;

  /**
   * @param clock the time of day
   * @param nanos a clock that nobody sets, as {@link System#nanoTime}
   */
  public ClockWatch(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.furthest = ahead();
  }

  /**
   * Makes the process tell of it as alive and as ready: a restart mends it, and whoever asks is to
   * know.
   */
  public void register(Health health) {
    health.addLiveness("clock", this::trouble);
    health.addReadiness("clock", this::trouble);
  }

  synchronized Optional<String> trouble() {
    Duration now = ahead();
    Duration back = furthest.minus(now);
    if (back.isNegative()) {
      furthest = now;
    }
    return back.compareTo(TOLERATED) > 0
        ? Optional.of(
            "The clock of this machine was set back by %d s, and clients of Kafka wait by it: restart this process"
                .formatted(back.toSeconds()))
        : Optional.empty();
  }

  private Duration ahead() {
    return Duration.ofMillis(clock.millis()).minusNanos(nanos.getAsLong());
  }
}

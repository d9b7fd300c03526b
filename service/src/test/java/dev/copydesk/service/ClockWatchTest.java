package dev.copydesk.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2014-06-10T08:30:00Z"));
  private Duration passed = Duration.ZERO;
  private final ClockWatch watch = new ClockWatch(clock::get, () -> passed.toNanos());

  @Test
  void tellsOfAClockThatWasSetBackUntilTheProcessIsStartedAnew() {
    pass(Duration.ofDays(1));
    set(Duration.ofSeconds(-5));
    assertThat(watch.trouble()).as("kept right").isEmpty();

    set(Duration.ofHours(-1));
    assertThat(watch.trouble()).hasValueSatisfying(told -> assertThat(told).contains("3605 s"));
    pass(Duration.ofDays(1));
    assertThat(watch.trouble()).isPresent();
    assertThat(new ClockWatch(clock::get, () -> passed.toNanos()).trouble()).isEmpty();
  }

  @Test
  void tellsOfOneThatWasAheadForAWhile() {
    set(Duration.ofHours(1));
    assertThat(watch.trouble()).isEmpty();
    set(Duration.ofHours(-1));
    assertThat(watch.trouble()).isPresent();
  }

  @Test
  void isAskedForLifeAndForReadiness() {
    Health health = new Health();
    watch.register(health);
    set(Duration.ofHours(-1));
    assertThat(health.liveness()).singleElement().matches(found -> found.trouble().isPresent());
    assertThat(health.readiness()).singleElement().matches(found -> found.trouble().isPresent());
  }

  private void pass(Duration time) {
    passed = passed.plus(time);
    set(time);
  }

  private void set(Duration step) {
    clock.updateAndGet(now -> now.plus(step));
  }
}

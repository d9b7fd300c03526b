package dev.copydesk.enrich.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T12:00:00Z"));

  /** Of a topology that works off ten thousand a second. */
  private Pace fast(int window, OptionalDouble rate) {
    Pace pace = new Pace(window, rate, clock);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofMillis(200));
      pace.processed(2_000);
    }
    return pace;
  }

  @Test
  void allowsWhatTheTopologyWorksOffInAMoment() {
    Pace pace = new Pace(300, OptionalDouble.empty(), clock);
    assertThat(pace.allows(0)).as("before its speed is known").isEqualTo(Pace.FIRST);
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofMillis(100));
      pace.processed(20);
    }
    assertThat(pace.allows(0)).as("of 200 a second").isBetween(59, 60);
    assertThat(pace.allows(50)).isBetween(9, 10);
    for (int i = 0; i < 40; i++) {
      clock.advance(Duration.ofMillis(100));
      pace.processed(0);
    }
    assertThat(pace.allows(0)).as("of one that stands still").isEqualTo(Pace.FIRST);
  }

  @Test
  void aTopologyThatWorksThemOffSoonerIsFedMore() {
    Pace pace = new Pace(300, OptionalDouble.empty(), clock);
    for (int i = 0; i < 20; i++) {
      // All that is fed is worked off within 200 ms, however much it is.
      int fed = pace.allows(0);
      clock.advance(Duration.ofMillis(200));
      pace.processed(fed);
    }
    assertThat(pace.allows(0)).isEqualTo(300);
  }

  @Test
  void allowsNoMoreThanTheWindow() {
    Pace pace = fast(300, OptionalDouble.empty());
    assertThat(pace.allows(0)).isEqualTo(300);
    assertThat(pace.allows(290)).isEqualTo(10);
    assertThat(pace.allows(400)).isZero();
  }

  @Test
  void backsOffWhileLiveRecordsPileUpAndRecoversAfterwards() {
    Pace pace = new Pace(300, OptionalDouble.empty(), clock);
    pace.liveLag(Pace.QUIET);
    assertThat(pace.window()).isEqualTo(300);
    pace.liveLag(1_000);
    assertThat(pace.window()).isEqualTo(150);
    pace.liveLag(2_000);
    assertThat(pace.window()).isEqualTo(75);
    pace.liveLag(1_500);
    assertThat(pace.window()).as("lag shrinks").isEqualTo(75);
    for (int i = 0; i < 20; i++) {
      pace.liveLag(5_000 + i);
    }
    assertThat(pace.window()).as("never stands still").isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      pace.liveLag(0);
    }
    assertThat(pace.window()).isEqualTo(300);
  }

  @Test
  void keepsTheRateOverEachSecond() {
    Pace pace = new Pace(300, OptionalDouble.of(20), clock);
    int fed = 0;
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(100));
      int now = pace.allows(0);
      pace.fed(now);
      fed += now;
    }
    assertThat(fed).isBetween(199, 201);
    clock.advance(Duration.ofHours(1));
    assertThat(pace.allows(0)).as("a pause is not made up for").isLessThanOrEqualTo(20);
    clock.advance(Duration.ofHours(-2));
    assertThat(pace.allows(0)).isLessThanOrEqualTo(20);
  }

  @Test
  void aRateBelowOneASecondFeedsAllTheSame() {
    Pace pace = new Pace(300, OptionalDouble.of(0.5), clock);
    pace.fed(pace.allows(0));
    assertThat(pace.allows(0)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(pace.allows(0)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(pace.allows(0)).isEqualTo(1);
  }
}

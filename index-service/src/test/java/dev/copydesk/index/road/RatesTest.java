package dev.copydesk.index.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RatesTest {

  private final Rates rates = new Rates();

  @Test
  void nothingIsSaidOfLessThanASecond() {
    assertThat(at(0, 100)).isNull();
    assertThat(at(0.5, 1_000)).isNull();
    assertThat(at(2, 1_000)).isEqualTo(450);
  }

  @Test
  void whatIsOlderThanAMinuteIsForgotten() {
    at(0, 0);
    at(5, 6_000);
    for (int second = 10; second <= 60; second += 5) {
      at(second, 6_000);
    }
    assertThat(at(64, 6_000)).isPositive();
    assertThat(at(65, 6_000)).isZero();
  }

  @Test
  void oneThatWasNotLookedAtForLongSaysWhatItDidSince() {
    at(0, 0);
    assertThat(at(600, 6_000)).isEqualTo(10);
  }

  @Test
  void aTopicMadeAnewBeginsAnew() {
    at(0, 5_000);
    at(5, 6_000);
    assertThat(at(10, 0)).isNull();
    assertThat(at(20, 25)).isEqualTo(2.5);
  }

  private @Nullable Double at(double seconds, long position) {
    return rates.perSecond("news.raw", position, (long) (seconds * 1e9));
  }
}

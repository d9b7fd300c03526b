package dev.copydesk.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PortionSizeTest {

  private final PortionSize size = new PortionSize();

  @Test
  void growsWhileFullTransactionsAreQuick() {
    int before = size.files();
    size.took(before, Duration.ofMillis(50));
    assertThat(size.files()).isGreaterThan(before);
    for (int i = 0; i < 20; i++) {
      size.took(size.files(), Duration.ofMillis(1));
    }
    assertThat(size.files()).isEqualTo(2_000);
  }

  @Test
  void shrinksWhereTheyAreSlowAndNeverToNothing() {
    for (int i = 0; i < 50; i++) {
      size.took(size.files(), Duration.ofSeconds(30));
    }
    assertThat(size.files()).isEqualTo(20);
  }

  /** Files that come one by one say nothing of how many would have fitted. */
  @Test
  void staysWhereTransactionsAreNotFilled() {
    int before = size.files();
    for (int i = 0; i < 50; i++) {
      size.took(1, Duration.ofMillis(8));
    }
    assertThat(size.files()).isEqualTo(before);
  }

  @Test
  void settlesWhereATransactionTakesItsTime() {
    for (int i = 0; i < 50; i++) {
      size.took(
          size.files(), Duration.ofMillis(30).plus(Duration.ofNanos(size.files() * 200_000L)));
    }
    assertThat(size.files()).isBetween(550, 650);
  }
}

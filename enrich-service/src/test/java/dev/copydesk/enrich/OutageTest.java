package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Waiting, and what is told of it, over time that the test makes pass. */
final class OutageTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final Outage outage = new Outage(nanos::get);

  @Test
  void isOverSomeTimeAfterTheLastFailure() throws InterruptedException {
    assertThat(outage.trouble()).isEmpty();
    outage.waitAfter("the brokers do not answer");
    pass(Duration.ofSeconds(20));
    assertThat(outage.trouble()).hasValue("the brokers do not answer");
    pass(Duration.ofSeconds(1));
    assertThat(outage.trouble()).isEmpty();
  }

  @Test
  void isOverWhenItIsSaid() throws InterruptedException {
    outage.waitAfter("the registry does not answer");
    outage.over();
    assertThat(outage.trouble()).isEmpty();
  }

  @Test
  void nobodyWaitsForOneThatIsClosed() throws InterruptedException {
    assertThat(outage.waitAfter("trouble")).isTrue();
    outage.close();
    assertThat(outage.waitAfter("trouble")).isFalse();
    assertThat(outage.isClosed()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

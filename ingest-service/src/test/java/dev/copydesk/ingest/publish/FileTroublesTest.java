package dev.copydesk.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is told of files in trouble, over time that the test makes pass. */
final class FileTroublesTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final FileTroubles troubles = new FileTroubles(nanos::get);

  @Test
  void whatDoesNotComeUpAgainIsForgotten() {
    troubles.note("a.txt", "no permission");
    pass(Duration.ofSeconds(10));
    troubles.note("b.txt", "no space");
    assertThat(troubles.summary()).get().asString().startsWith("2 file(s) wait");
    pass(Duration.ofSeconds(10));
    assertThat(troubles.summary()).get().asString().contains("1 file(s) wait", "b.txt: no space");
    pass(Duration.ofSeconds(10));
    assertThat(troubles.summary()).isEmpty();
  }

  @Test
  void whatWentWellIsForgottenAtOnce() {
    troubles.note("a.txt", "no permission");
    troubles.over("a.txt");
    assertThat(troubles.summary()).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}

package dev.copydesk.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.GazetteerEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.RawArticle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostileInputTest {
  private static final int SMALL = 60_000;
  private static final int GROWTH = 4;

  /** Four times the input may take ten times the work, sixteen times would be n². */
  private static final int MOST_GROWTH = 10;

  /** What garbage collection and compilation may add to any run. */
  private static final Duration NOISE = Duration.ofMillis(150);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Annotator ANNOTATOR =
      new Annotator(
          "test",
          new GazetteerEntityTagger(),
          new EnglishNumberTagger(),
          new SentenceClaimReader());

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void workGrowsWithTheInputAndNotWithItsSquare(Hostile input) {
    Duration small = work(input.ofLength(SMALL));
    Duration large = work(input.ofLength(GROWTH * SMALL));

    assertThat(large).isLessThan(small.plus(NOISE).multipliedBy(MOST_GROWTH));
  }

  /** CPU time, so that a busy machine does not count. */
  private static Duration work(RawArticle article) {
    long start = THREADS.getCurrentThreadCpuTime();
    assertThat(ANNOTATOR.annotate(article, Instant.EPOCH)).isNotNull();
    return Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
  }
}

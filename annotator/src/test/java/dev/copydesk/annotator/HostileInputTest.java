package dev.copydesk.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.copydesk.annotator.claim.SentenceClaimReader;
import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.RawArticle;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Work is counted in bytes allocated, which no busy machine changes. The time-out is but there for
 * what would hang; how fast it all is, is for the benchmark.
 */
class HostileInputTest {
  private static final int SMALL = 60_000;
  private static final int GROWTH = 4;

  /** Four times the input may take ten times the work, sixteen times would be n². */
  private static final int MOST_GROWTH = 10;

  /** What the first use of anything may allocate besides, in bytes. */
  private static final long FIRST_USE = 16L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Annotator ANNOTATOR =
      new Annotator(
          "test", new EnglishEntityTagger(), new EnglishNumberTagger(), new SentenceClaimReader());

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void workGrowsWithTheInputAndNotWithItsSquare(Hostile input) {
    long small = allocated(input.ofLength(SMALL));
    long large = allocated(input.ofLength(GROWTH * SMALL));

    assertThat(large).isLessThan(MOST_GROWTH * small + FIRST_USE);
  }

  private static long allocated(RawArticle article) {
    long start = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(ANNOTATOR.annotate(article, Instant.EPOCH)).isNotNull();
    return THREADS.getCurrentThreadAllocatedBytes() - start;
  }
}

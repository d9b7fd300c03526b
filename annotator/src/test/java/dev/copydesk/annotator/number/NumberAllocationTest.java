package dev.copydesk.annotator.number;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text in which nothing triggers costs no memory, however long it is. */
class NumberAllocationTest {
  /** In bytes: the list that is returned, and what the date of the article is read into. */
  private static final long MOST = 2_048;

  private static final int ROUNDS = 20;

  private final NumberTagger tagger = new EnglishNumberTagger();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The ferry sank off the coast and its crew swam ashore. ",
        "Ministers met, talked; nobody \"agreed\" - not then, not there!\n\n",
        "naïve Århus größte 東京 😀 — ",
        "http://example.org/path?query=word user@example.org #tag "
      })
  void allocatesNothingWhereNothingTriggers(String piece) {
    String shorter = piece.repeat(100);
    String longer = piece.repeat(20_000);
    for (int round = 0; round < ROUNDS; round++) {
      tagger.tag(null, shorter, "2014-06-10T08:30");
      tagger.tag(null, longer, "2014-06-10T08:30");
    }
    assertThat(allocated(longer)).as("%s, long", piece).isLessThan(MOST);
    assertThat(allocated(shorter)).as("%s, short", piece).isLessThan(MOST);
    // a number at the end makes tokens of its paragraph: the count does count
    assertThat(allocated(longer + "\n\nThey saw 12 ships.")).isGreaterThan(MOST);
  }

  /** The least of some runs, in bytes: what the machine does besides is no one's debt. */
  private long allocated(String text) {
    long least = Long.MAX_VALUE;
    long thread = Thread.currentThread().threadId();
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      List<?> found = tagger.tag(null, text, "2014-06-10T08:30");
      long after = threads.getThreadAllocatedBytes(thread);
      assertThat(found).hasSizeLessThan(2);
      least = Math.min(least, after - before);
    }
    return least;
  }
}

package dev.copydesk.annotator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimHashTest {
  private static final String STORY =
      "The council voted on Monday to close the old swimming pool, which loses water and money, and"
          + " to build a new one beside the railway station before the end of the decade.";

  @Test
  void typographyDoesNotCount() {
    assertThat(SimHash.of(STORY.toUpperCase(java.util.Locale.ROOT).replace(",", " —")))
        .isEqualTo(SimHash.of(STORY));
  }

  @Test
  void oneWordMovesFewBitsAndAnotherStoryMany() {
    long story = SimHash.of(STORY);

    assertThat(distance(story, SimHash.of(STORY.replace("Monday", "Tuesday")))).isLessThan(20);
    assertThat(distance(story, SimHash.of("Rain fell on the plain for most of last week again.")))
        .isGreaterThan(20);
  }

  @Test
  void noWordsIsZero() {
    assertThat(SimHash.of(" … ")).isZero();
  }

  private static int distance(long one, long other) {
    return Long.bitCount(one ^ other);
  }
}

package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordClassesTest {
  private final WordClasses classes = new WordClasses();

  @Test
  void putsWordsTogetherThatStandAmongTheSameWords() {
    int[] found = classes.of(new Words("Angola Mozambique Portsmouth Liverpool midfielder"));

    assertThat(WordClasses.fine(found[0])).isEqualTo(WordClasses.fine(found[1])).isPositive();
    assertThat(WordClasses.fine(found[2])).isEqualTo(WordClasses.fine(found[3])).isPositive();
    assertThat(WordClasses.fine(found[3])).isNotEqualTo(WordClasses.fine(found[4])).isPositive();
    assertThat(WordClasses.middle(found[3])).isEqualTo(WordClasses.middle(found[4])).isPositive();
    assertThat(WordClasses.broad(found[0])).isNotEqualTo(WordClasses.broad(found[3])).isPositive();
  }

  @Test
  void takesNoRegardOfCapitalsAndAccents() {
    int[] found = classes.of(new Words("José JOSE jose"));

    assertThat(found[0]).isEqualTo(found[1]).isEqualTo(found[2]).isPositive();
  }

  @Test
  void hasNoClassForAWordItDoesNotKnow() {
    int[] found = classes.of(new Words("xqzzt , 1,200"));

    assertThat(found).containsOnly(0);
  }
}

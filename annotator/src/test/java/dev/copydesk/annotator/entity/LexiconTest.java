package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LexiconTest {
  private static final int USUAL = 1;
  private static final int GIVEN = 1 << 2;
  private static final int REGION = 1 << 6;
  private final Lexicon lexicon = new Lexicon();

  @Test
  void knowsWordsWithoutRegardToCapitalsAndAccents() {
    int[] lists = lexicon.lists(new Words("House MARIA María xqzzt"));

    assertThat(lists[0] & USUAL).isEqualTo(USUAL);
    assertThat(lists[1] & GIVEN).isEqualTo(GIVEN);
    assertThat(lists[2]).isEqualTo(lists[1]);
    assertThat(lists[3]).isZero();
  }

  @Test
  void marksTheFirstWordOfANameAndThoseAfterIt() {
    int[] lists = lexicon.lists(new Words("in British Columbia today, british columbia"));

    assertThat(lists[0] & REGION).isZero();
    assertThat(lists[1] & REGION).isEqualTo(REGION);
    assertThat(lists[2] & REGION << 1).isEqualTo(REGION << 1);
    assertThat(lists[5] & REGION).as("names have a capital").isZero();
  }

  @Test
  void knowsWhatSortOfThingAnEnglishWordStandsFor() {
    int[] lists = lexicon.lists(new Words("spokesman admitted xqzzt teams"));

    assertThat(Lexicon.sense(lists[0])).as("persons").isEqualTo(18 + 1);
    assertThat(Lexicon.sense(lists[1])).as("saying").isEqualTo(32 + 1);
    assertThat(Lexicon.sense(lists[2])).isZero();
    assertThat(Lexicon.sense(lists[3])).as("groups").isEqualTo(14 + 1);
    assertThat(Lexicon.isUsual(lists[3])).isTrue();
    assertThat(Lexicon.listsOf(lists[2])).isZero();
  }
}

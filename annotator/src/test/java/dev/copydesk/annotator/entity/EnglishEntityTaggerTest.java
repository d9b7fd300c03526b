package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.Entity;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishEntityTaggerTest {
  private static final EntityTagger TAGGER = new EnglishEntityTagger();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Talks in Kenya ended.                          | Kenya=LOCATION KE
          The Kenyan minister left.                      | Kenyan=NORP KE
          Prime Minister Maria Lindqvist spoke.          | Maria Lindqvist=PERSON
          The Ministry of Health in Peru's north shut.   | Ministry of Health=ORGANIZATION; Peru=LOCATION PE
          The Harbour Summit opened.                     | Harbour Summit=EVENT
          However, it rained.                            |
          Secretary of State Anna Brookfield flew to Oslo. | Anna Brookfield=PERSON; Oslo=LOCATION NO
          Wendell Harcourt spoke in Lima.                | Wendell Harcourt=PERSON; Lima=LOCATION PE
          """)
  void readsNames(String text, String expected) {
    assertThat(
            TAGGER.tag(null, text).stream()
                .map(
                    e ->
                        e.getText()
                            + "="
                            + e.getType()
                            + (e.getCountry() == null ? "" : " " + e.getCountry()))
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void givesTheFullestForm() {
    Entity second = TAGGER.tag(null, "Peter Okello won. \"Good,\" Okello said.").getLast();
    assertThat(second.getName()).isEqualTo("Peter Okello");
  }

  @Test
  void spansAreTheTextAndNeverOverlapNorCrossAParagraph() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = {
      "Peter",
      "Okello",
      "of",
      "the",
      "Ministry",
      "Peru",
      "U.S.",
      "-",
      "'s",
      ".",
      "\n\n",
      "\u00a0\n\n",
      "Secretary",
      "State",
      "Inc",
      "Prime",
      "Minister",
      "Dr",
      "\u2019s",
      "1,200",
      "New",
      "York",
      "al",
      "Bank",
      "said",
      "😀",
      "ÉLAN",
      "&",
      "in"
    };
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(30); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      int end = 0;
      for (Entity entity : TAGGER.tag(null, text.toString())) {
        assertThat(entity.getStart()).as("seed %d: %s", seed, text).isGreaterThanOrEqualTo(end);
        end = entity.getEnd();
        assertThat(text.substring(entity.getStart(), end))
            .isEqualTo(entity.getText())
            .doesNotContain("\n\n");
      }
    }
  }
}

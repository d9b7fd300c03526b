package dev.copydesk.annotator.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.entity.ModelReading.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentFormsTest {
  private static final int AFTER_A_PERSON = 2;
  private static final int BEFORE_SAYING = 4;
  private static final int WHERE = 8;
  private static final int LAST_OF_SEVERAL = 16;
  private static final int AFTER_A_GIVEN_NAME = 64;
  private static final int ALONE = 128;

  @Test
  void tellsWhatAWordIsToTheRunsOfCapitalsItStandsIn() {
    DocumentForms document =
        document(
            "Last week the spokesman Maria Tarvos said so. Nobody in Brenk believed it."
                + "\n\nNow Tarvos has gone.");

    assertThat(document.roles("Tarvos"))
        .isEqualTo(AFTER_A_PERSON | BEFORE_SAYING | LAST_OF_SEVERAL | AFTER_A_GIVEN_NAME | ALONE);
    assertThat(document.roles("Brenk")).isEqualTo(WHERE | ALONE);
    assertThat(document.roles("Nothing")).isZero();
  }

  @Test
  void tellsHowAWordIsWrittenElsewhere() {
    DocumentForms document = document("Many a bank failed. The Bank of Brenk did not.");

    assertThat(document.seen("Bank")).isEqualTo(3);
    assertThat(document.seen("Brenk")).isEqualTo(2);
    assertThat(document.seen("Failed")).isEqualTo(1);
  }

  private static DocumentForms document(String text) {
    DocumentForms document = new DocumentForms();
    document.add(Field.of(new Words(text), new Gazetteer(), List.of()));
    return document;
  }
}

package dev.copydesk.annotator.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeamsTest {
  private static final String BEFORE =
      "Some running text that is long enough to be a paragraph, then ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed doors.The talks went on | closed doors. The talks went on
          in Libya.A day later           | in Libya. A day later
          he said.”The talks went on     | he said.” The talks went on
          was ready.“We know that        | was ready. “We know that
          told AFP.Mass rallies          | told AFP. Mass rallies
          the U.S.Army went              | the U.S.Army went
          e.g.This and i.e.That          | e.g.This and i.e.That
          grew by 3.5 per cent           | grew by 3.5 per cent
          see www.Sample.Example/Page    | see www.Sample.Example/Page
          wrote to ada@mail.Sample.org   | wrote to ada@mail.Sample.org
          on Sample.Az today             | on Sample.Az today
          """)
  void aSpaceIsPutBackBetweenSentencesOnly(String glued, String parted) {
    assertThat(Seams.repair(BEFORE + glued)).isEqualTo(BEFORE + parted);
  }
}

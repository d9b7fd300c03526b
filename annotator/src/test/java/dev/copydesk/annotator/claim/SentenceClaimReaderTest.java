package dev.copydesk.annotator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.entity.GazetteerEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.Claim;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceClaimReaderTest {
  private final EnglishNumberTagger numbers = new EnglishNumberTagger();
  private final GazetteerEntityTagger names = new GazetteerEntityTagger();
  private final SentenceClaimReader reader = new SentenceClaimReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          According to the UN, at least 1,200 people have died in Peru. | KILL   | the UN | NAMED     | PE
          Police said 14 people were injured.                           | WOUND  | Police | ANONYMOUS | -
          Soldiers arrested 14 men in Kenya.                            | ARREST | -      | WRITER    | KE
          The death toll rose to 1,400.                                 | KILL   | -      | WRITER    | -
          """)
  void readsClaims(String text, String type, String source, String sourceType, String country) {
    Claim claim =
        reader.read(text, numbers.tag(null, text, null), names.tag(null, text), null).getFirst();
    assertThat(claim.getCountType()).hasToString(type);
    assertThat(claim.getAttribution().getText()).isEqualTo(source == null ? "" : source);
    assertThat(claim.getAttribution().getType()).hasToString(sourceType);
    assertThat(claim.getPlace() == null ? null : claim.getPlace().getCountry()).isEqualTo(country);
  }
}

package dev.copydesk.annotator.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.number.EnglishNumberTagger;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.NumberMention;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceClaimReaderTest {
  private final EnglishNumberTagger numbers = new EnglishNumberTagger();
  private final EnglishEntityTagger names = new EnglishEntityTagger();
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
          The number of people killed by the flood in Peru has climbed to 57. | KILL | - | WRITER | PE
          The number of people killed by the flood now stands at 57.    | KILL   | -      | WRITER    | -
          The number of wounded rose to more than 300 on Monday.        | WOUND  | -      | WRITER    | -
          The flood left 12 people dead, witnesses said.                | KILL   | witnesses | ANONYMOUS | -
          The Peruvian army said it had freed 30 hostages.              | -      | The Peruvian army | NAMED | -
          At least 20 people, including a child, were wounded in Chad.  | WOUND  | -      | WRITER    | TD
          Some 300 people were displaced, U.S. officials said Tuesday.  | DISPLACED | U.S. officials | ANONYMOUS | US
          The fire led to 23 deaths in Peru.                            | KILL   | -      | WRITER    | PE
          It seized 40 boats after a raid that was widely reported.     | SEIZE  | -      | WRITER    | -
          Peru executed three men arrested at the port.                 | KILL   | -      | WRITER    | PE
          The rebels accuse the army of killing 30 farmers.             | KILL   | The rebels | ANONYMOUS | -
          Peru indicates that 900 people were displaced.                | DISPLACED | Peru | NAMED | PE
          The Harbour Watch Union (HWU) says its crews saved 40 people. | -      | The Harbour Watch Union | NAMED | -
          Fighting went on in Peru. The Geneva plan failed, and 30 people died. | KILL | -  | WRITER    | PE
          A fire in northern Peru goes on. Chad said it sent help, and 30 died. | KILL | Chad | NAMED    | TD
          A fire in northern Peru goes on. Chad sent help. Thirty men died. | KILL | -       | WRITER    | PE
          The US delegation counted 30 dead in Chad.                    | KILL   | -      | WRITER    | TD
          Some 50 people fled after the rebels announced a truce.       | DISPLACED | -   | WRITER    | -
          Some 50 people fled, as the rebels announced a truce.         | DISPLACED | the rebels | ANONYMOUS | -
          """)
  void readsClaims(String text, String type, String source, String sourceType, String country) {
    Claim claim =
        reader.read(text, numbers.tag(null, text, null), names.tag(null, text), null).getFirst();
    assertThat(claim.getCountType() == null ? null : claim.getCountType().toString())
        .isEqualTo(type);
    assertThat(claim.getAttribution().getText()).isEqualTo(source == null ? "" : source);
    assertThat(claim.getAttribution().getType()).hasToString(sourceType);
    assertThat(claim.getPlace() == null ? null : claim.getPlace().getCountry()).isEqualTo(country);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Police arrested 12 men and seized 40 boats.              | arrest, seize
          The blast killed 3 soldiers and 2 civilians.             | kill, kill
          Nine people died, including four children.               | die, die
          Two people were killed and three others are missing.     | kill, be missing
          The council approved 14 new stations.                    | approve
          About 70 prisoners have been recaptured.                 | recapture
          The state is expected to build 5,000 homes.              | build
          Three people were killed and several were injured, including two badly. | kill, injure
          Four people died and some 40,000 homes lose power.       | die, lose
          The number of cases rises to 146 with 20 people injured. | injure
          Of the 29 people on board, 27 sailors were rescued.      | null, rescue
          The flood killed 20 of the 21 people on board, including one child. | kill, null, kill
          A Harrow 6 rocket lifts off; it kept its One Harbour plan. |
          They won 3-1.                                            |
          A two-day visit began.                                   |
          """)
  void readsPredicates(String text, String predicates) {
    assertThat(
            reader.read(text, numbers.tag(null, text, null), names.tag(null, text), null).stream()
                .map(Claim::getPredicate)
                .collect(Collectors.joining(", ")))
        .isEqualTo(predicates == null ? "" : predicates);
  }

  @Test
  void takesTheDateThatTheSentenceGives() {
    String text = "As of May 3, 40 people were missing.";
    List<NumberMention> found = numbers.tag(null, text, "2014-06-10");
    assertThat(reader.read(text, found, List.of(), "2014-06-10").getFirst().getAsOf())
        .isEqualTo("2014-05-03");
  }
}

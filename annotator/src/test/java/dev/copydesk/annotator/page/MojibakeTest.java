package dev.copydesk.annotator.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MojibakeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          itâ€™s                  | it’s
          â€œHello,â€\u009d she said  | “Hello,” she said
          cafÃ© in MÃ¼nchen       | café in München
          5Â°C and Â£3            | 5°C and £3
          â‚¬20                   | €20
          donÃ¢â‚¬â„¢t             | don’t
          it\u0092s                 | it’s
          """)
  void whatAToolMisreadIsPutRight(String misread, String meant) {
    assertThat(Whitespace.clean(misread)).isEqualTo(meant);
    assertThat(Whitespace.clean(meant)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"São Paulo", "SÃO PAULO", "château", "Ângela Ânimo", "la forêt", "Ã", "â€", "HÂTE"})
  void whatPeopleWriteStays(String written) {
    assertThat(Whitespace.clean(written)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fish &amp; chips          | fish & chips
          it&#8217;s                | it’s
          write &amp;lt; for a sign | write &amp;lt; for a sign
          AT&T; it said             | AT&T; it said
          """)
  void entitiesOfADumpAreDecodedOnce(String dumped, String meant) {
    assertThat(TextReader.read(dumped).getFirst().text()).isEqualTo(meant);
  }
}

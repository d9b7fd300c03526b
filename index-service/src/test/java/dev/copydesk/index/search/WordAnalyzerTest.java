package dev.copydesk.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordAnalyzerTest {

  @ParameterizedTest
  @CsvSource({
    "killing, killed, true",
    "kill, killed, true",
    "earthquakes, earthquake, true",
    "casualties, casualty, true",
    "mayor's, mayor, true",
    "Café, cafe, true",
    "news, new, false",
    "succeed, success, false",
    "The Who, Who, false",
  })
  void joinsTheFormsOfAWord(String one, String other, boolean joined) {
    WordAnalyzer prose = WordAnalyzer.ofProse();
    assertThat(prose.words(one).equals(prose.words(other))).isEqualTo(joined);
  }

  @ParameterizedTest
  @CsvSource({"Kills, Kill, false", "Müller, muller, true"})
  void leavesNamesAsTheyAre(String one, String other, boolean joined) {
    WordAnalyzer names = WordAnalyzer.ofNames();
    assertThat(names.words(one).equals(names.words(other))).isEqualTo(joined);
  }
}

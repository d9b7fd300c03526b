package dev.copydesk.index.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
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

  /** Else a search would find one thing in Lucene and another in OpenSearch. */
  @Test
  void theTemplateOfOpenSearchStemsTheSameWords() throws IOException {
    try (InputStream template =
        WordAnalyzer.class.getResourceAsStream(
            "/dev/copydesk/index/sink/opensearch/template.json")) {
      JsonNode words =
          new ObjectMapper()
              .readTree(template)
              .at("/settings/analysis/filter/copydesk_not_stemmed/keywords");
      assertThat(words.valueStream().map(JsonNode::asText))
          .containsExactlyInAnyOrderElementsOf(WordAnalyzer.NOT_STEMMED);
    }
  }
}

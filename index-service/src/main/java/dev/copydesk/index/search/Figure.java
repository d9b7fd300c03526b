package dev.copydesk.index.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which numbers of an article belong to the series; at least one is given.
 *
 * @param counted the noun counted, in any inflected form
 * @param countType GDELT's type of the count
 * @param unit ISO 4217 or UCUM
 */
record Figure(Optional<String> counted, Optional<String> countType, Optional<String> unit) {

  /** The words of the index, so that what a search finds is what is counted. */
  private static final WordAnalyzer PROSE = WordAnalyzer.ofProse();

  private static final Set<String> KINDS =
      Set.of("cardinal", "money", "percent", "measure", "range", "fraction", "duration", "age");

  /** Articles that may have such a number. */
  NewsQuery query() {
    return new NewsQuery.AllOf(
        Stream.of(
                counted.<NewsQuery>map(noun -> new NewsQuery.Words(Field.COUNTED, noun)),
                countType.<NewsQuery>map(type -> new NewsQuery.Words(Field.COUNT, type)),
                unit.<NewsQuery>map(code -> new NewsQuery.Words(Field.UNIT, code)))
            .flatMap(Optional::stream)
            .toList());
  }

  /**
   * @param claim what is said with the number; missing where nothing is
   */
  boolean isOf(JsonNode number, JsonNode claim) {
    return KINDS.contains(number.path("kind").asText())
        && countType
            .map(type -> type.equalsIgnoreCase(claim.path("countType").asText()))
            .orElse(true)
        && unit.map(code -> code.equals(number.path("unit").asText())).orElse(true)
        && counted
            .map(
                noun ->
                    PROSE
                        .words(number.path("counted").path("text").asText())
                        .containsAll(PROSE.words(noun)))
            .orElse(true);
  }
}

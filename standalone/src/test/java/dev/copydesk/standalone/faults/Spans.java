package dev.copydesk.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The stretches of an article that its record points to.
 *
 * @param count of them all
 * @param wrong those of which the offsets lead to another text
 */
record Spans(int count, List<JsonNode> wrong) {

  /**
   * @param article as the API gives it
   */
  static Spans of(JsonNode article) {
    List<JsonNode> wrong = new ArrayList<>();
    int count = 0;
    for (String owners : List.of("entities", "numbers")) {
      for (JsonNode owner : article.path(owners)) {
        String field = article.path(owner.path("field").asText().toLowerCase(Locale.ROOT)).asText();
        for (JsonNode span : List.of(owner, owner.path("cue"), owner.path("counted"))) {
          if (span.has("start")) {
            count++;
            if (!reproduces(field, span)) {
              wrong.add(span);
            }
          }
        }
      }
    }
    return new Spans(count, wrong);
  }

  private static boolean reproduces(String field, JsonNode span) {
    int start = span.path("start").asInt();
    int end = span.path("end").asInt();
    return 0 <= start
        && start < end
        && end <= field.length()
        && field.substring(start, end).equals(span.path("text").asText());
  }
}

package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Enriched articles as a table that fits the terminal. */
final class SeedTable {

  private static final int LEAST_WIDTH = 80;
  private static final int PUBLISHED_WIDTH = 16;
  private static final String GAP = "  ";

  private final int headline;
  private final int entities;
  private final int numbers;

  /**
   * @param width of the terminal in columns; taken for 80 where it is less
   */
  SeedTable(int width) {
    int rest = Math.max(width, LEAST_WIDTH) - PUBLISHED_WIDTH - 3 * GAP.length();
    this.headline = rest * 2 / 5;
    this.entities = rest * 7 / 20;
    this.numbers = rest - headline - entities;
  }

  /** The table's lines, the heading first. */
  List<String> lines(List<JsonNode> articles) {
    List<String> lines = new ArrayList<>();
    lines.add(line("HEADLINE", "PUBLISHED", "ENTITIES", "NUMBERS"));
    for (JsonNode article : articles) {
      lines.add(
          line(
              article.path("headline").asText("(no headline)"),
              toTheMinute(article.path("published").path("value").asText("no date")),
              mentions(article, "entities"),
              mentions(article, "numbers")));
    }
    return lines;
  }

  private static String toTheMinute(String time) {
    String shown = time.replace('T', ' ');
    return shown.substring(0, Math.min(shown.length(), PUBLISHED_WIDTH));
  }

  /** How many there are, and the first of them, each once. */
  private static String mentions(JsonNode article, String field) {
    JsonNode mentions = article.path(field);
    if (mentions.isEmpty()) {
      return article.path("pipeline").path("skipped").isEmpty()
          ? "none"
          : "skipped: " + article.path("language").asText();
    }
    Set<String> texts = new LinkedHashSet<>();
    mentions.forEach(mention -> texts.add(mention.path("text").asText()));
    return "%3d  %s"
        .formatted(mentions.size(), texts.stream().limit(8).collect(Collectors.joining(", ")));
  }

  private String line(String headline, String published, String entities, String numbers) {
    return String.join(
            GAP,
            fit(headline, this.headline),
            fit(published, PUBLISHED_WIDTH),
            fit(entities, this.entities),
            fit(numbers, this.numbers))
        .stripTrailing();
  }

  private static String fit(String text, int width) {
    int[] points = text.replace('\n', ' ').codePoints().toArray();
    return points.length <= width
        ? new String(points, 0, points.length) + " ".repeat(width - points.length)
        : new String(points, 0, width - 1) + "…";
  }
}

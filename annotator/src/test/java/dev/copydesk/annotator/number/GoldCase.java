package dev.copydesk.annotator.number;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A case of an evaluation suite: a text and the numbers that the suite wants in it.
 *
 * @param published what relative dates are resolved against
 * @param kinds the kinds that are judged; mentions of others do not count
 * @param negative whether the text as a whole is to be no number
 * @param unjudged whether the suite itself says that its Java tagger fails it
 */
record GoldCase(
    String suite,
    String id,
    String text,
    @Nullable String published,
    Set<String> kinds,
    List<Number> expected,
    boolean negative,
    boolean valuesOnly,
    boolean unjudged) {

  /**
   * A number that a suite wants.
   *
   * @param start UTF-16 offset, or -1 where the suite gives no span
   * @param readings the number itself and what is right as well
   */
  record Number(
      int start,
      int end,
      String text,
      String kind,
      @Nullable String value,
      @Nullable String valueEnd,
      @Nullable String timex,
      boolean endExclusive,
      List<Number> readings) {

    boolean valued() {
      return value != null || valueEnd != null || timex != null;
    }

    boolean temporal() {
      return Set.of("date", "time", "duration", "set").contains(kind);
    }
  }

  /** Reads every {@code *.jsonl} of a folder, in order of name. */
  static List<GoldCase> of(Path folder) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<GoldCase> cases = new ArrayList<>();
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    }
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          cases.add(of(json.readTree(line)));
        }
      }
    }
    return cases;
  }

  private static GoldCase of(JsonNode json) {
    List<Number> expected = new ArrayList<>();
    json.path("expected").forEach(n -> expected.add(number(n)));
    Set<String> kinds = new TreeSet<>();
    json.path("kinds").forEach(k -> kinds.add(kind(k.asText())));
    if (kinds.isEmpty()) {
      expected.forEach(n -> kinds.add(n.kind));
    }
    String reference = string(json, "reference_time");
    boolean unjudged = false;
    for (JsonNode platform : json.path("not_supported")) {
      unjudged |= platform.asText().equals("java");
    }
    // "more than 30" is no range of ours: the contract gives it a comparator
    boolean open =
        json.path("suite").asText().equals("rt-numberrange")
            && expected.stream().anyMatch(n -> n.value == null || n.valueEnd == null);
    return new GoldCase(
        json.path("suite").asText(),
        json.path("id").asText(),
        json.path("text").asText(),
        reference == null || reference.indexOf('T') > 0 ? reference : reference + "T00:00:00",
        kinds,
        expected,
        json.path("note").asText().startsWith("negative"),
        json.path("values_only").asBoolean(),
        unjudged || open);
  }

  private static Number number(JsonNode json) {
    List<Number> readings = new ArrayList<>();
    json.path("alts").forEach(alt -> readings.add(number(alt)));
    Number number =
        new Number(
            json.path("start").asInt(-1),
            json.path("end").asInt(-1),
            json.path("text").asText(),
            kind(json.path("kind").asText()),
            string(json, "value"),
            string(json, "value_end"),
            string(json, "timex"),
            json.path("end_exclusive").asBoolean(),
            readings);
    readings.add(
        new Number(
            number.start,
            number.end,
            number.text,
            number.kind,
            number.value,
            number.valueEnd,
            number.timex,
            number.endExclusive,
            List.of()));
    return number;
  }

  private static @Nullable String string(JsonNode json, String name) {
    return json.hasNonNull(name) ? json.path(name).asText() : null;
  }

  static String kind(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    return lower.equals("count") ? "cardinal" : lower;
  }
}

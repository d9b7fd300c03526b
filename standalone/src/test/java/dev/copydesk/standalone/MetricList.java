package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The metrics that {@code docs/metrics.md} promises, and those that dashboard and alerts read. */
final class MetricList {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| ([^|]*) ?\\| .*");

  /** What a query says besides metrics: texts, label matchers, lists of labels, ranges. */
  private static final Pattern NO_METRICS =
      Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)|\\[[^]]*]");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private MetricList() {}

  /**
   * @param labels sorted
   */
  record Metric(String name, String kind, Set<String> labels) {

    /** The names of its series. */
    List<String> series() {
      return switch (kind) {
        case "summary" -> List.of(name + "_count", name + "_sum", name + "_max");
        case "histogram" ->
            List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
        default -> List.of(name);
      };
    }
  }

  static Map<String, Metric> documented() throws IOException {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DOCS.resolve("metrics.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> labels =
            Arrays.stream(row.group(3).split(",", -1))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        metrics.put(row.group(1), new Metric(row.group(1), row.group(2), labels));
      }
    }
    return metrics;
  }

  /** By where it stands the query of every panel and rule. */
  static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("operate/grafana-dashboard.json").toFile());
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            "dashboard, %s %s"
                .formatted(panel.path("title").asText(), target.path("refId").asText()),
            target.path("expr").asText());
      }
    }
    for (Map<String, Object> rule : rules()) {
      queries.put("alert " + rule.get("alert"), String.valueOf(rule.get("expr")));
    }
    return queries;
  }

  static List<Map<String, Object>> rules() throws IOException {
    List<Map<String, Object>> rules = new ArrayList<>();
    try (Reader file = Files.newBufferedReader(DOCS.resolve("operate/alerts.yaml"))) {
      Map<String, List<Map<String, List<Map<String, Object>>>>> read =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      read.getOrDefault("groups", List.of())
          .forEach(group -> rules.addAll(group.getOrDefault("rules", List.of())));
    }
    return rules;
  }

  /** The names of the series that a query of PromQL reads. */
  static Set<String> series(String query) {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(NO_METRICS.matcher(query).replaceAll(" "));
    while (name.find()) {
      if (!WORDS.contains(name.group())) {
        names.add(name.group());
      }
    }
    return names;
  }
}

package dev.copydesk.standalone.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a service's {@code /metrics} says, in Prometheus' text format 0.0.4.
 *
 * @param series in the order of the text
 */
record Exposition(List<Series> series) {

  /** One value of a metric. */
  record Series(String name, Map<String, String> labels, double value) {

    String label(String key) {
      return labels.getOrDefault(key, "");
    }
  }

  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*+)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+-?\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*+)=\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  Exposition {
    series = List.copyOf(series);
  }

  /** Lines that are none of the format's are passed over. */
  static Exposition parse(String text) {
    List<Series> series = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (!line.startsWith("#") && parts.matches()) {
        Map<String, String> labels = new HashMap<>();
        if (parts.group(2) != null) {
          LABEL
              .matcher(parts.group(2))
              .results()
              .forEach(label -> labels.put(label.group(1), unescaped(label.group(2))));
        }
        series.add(new Series(parts.group(1), Map.copyOf(labels), number(parts.group(3))));
      }
    }
    return new Exposition(series);
  }

  List<Series> named(String name) {
    return series.stream().filter(one -> one.name().equals(name)).toList();
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escaped ->
                Matcher.quoteReplacement(escaped.group(1).equals("n") ? "\n" : escaped.group(1)));
  }
}

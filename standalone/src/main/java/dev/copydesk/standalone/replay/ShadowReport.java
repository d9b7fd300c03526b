package dev.copydesk.standalone.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.enrich.shadow.ComparisonResult;
import dev.copydesk.enrich.shadow.Difference;
import dev.copydesk.enrich.shadow.Kind;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What differs, for people as a table with examples, for programs as JSON, one thing a line. */
final class ShadowReport {

  enum Format {
    table,
    json
  }

  /** Of each kind. */
  static final int EXAMPLES = 5;

  /** Of an example so many differences, and of each so many characters. */
  private static final int LINES = 4;

  private static final int WIDTH = 100;

  private final Format format;
  private final StandardOutput out;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Kind, List<Difference.Example>> examples = new EnumMap<>(Kind.class);

  ShadowReport(Format format, StandardOutput out) {
    this.format = format;
    this.out = out;
  }

  void difference(Difference difference) {
    if (format == Format.json) {
      ObjectNode node = json.createObjectNode().put("id", difference.id());
      ArrayNode kinds = node.putArray("kinds");
      difference.kinds().stream().sorted().forEach(kind -> kinds.add(kind.label()));
      out.line(node.toString());
    }
  }

  void example(Difference.Example example) {
    if (format == Format.json) {
      ObjectNode node =
          json.createObjectNode()
              .put("example", example.difference().id())
              .put("headline", example.headline());
      example
          .sides()
          .forEach(
              (kind, sides) -> {
                ObjectNode side = node.putObject(kind.label());
                sides.live().forEach(side.putArray("live")::add);
                sides.shadow().forEach(side.putArray("shadow")::add);
              });
      out.line(node.toString());
      return;
    }
    for (Kind kind : example.difference().kinds()) {
      List<Difference.Example> some = examples.computeIfAbsent(kind, _ -> new ArrayList<>());
      if (some.size() < EXAMPLES) {
        some.add(example);
      }
    }
  }

  void end(ComparisonResult result) {
    if (format == Format.json) {
      ObjectNode node =
          json.createObjectNode()
              .put("compared", result.compared())
              .put("changed", result.changed())
              .put("movedOn", result.movedOn());
      ObjectNode kinds = node.putObject("kinds");
      for (Kind kind : Kind.values()) {
        kinds.put(kind.label(), result.counts().getOrDefault(kind, 0));
      }
      out.line(node.toString());
      return;
    }
    out.line(
        "%d articles compared, %d come out otherwise%s"
            .formatted(
                result.compared(),
                result.changed(),
                result.movedOn() == 0
                    ? ""
                    : "; of %d a later revision has come since".formatted(result.movedOn())));
    for (Kind kind : Kind.values()) {
      int count = result.counts().getOrDefault(kind, 0);
      if (count > 0) {
        out.line("%-9s %d".formatted(kind.label(), count));
        examples.getOrDefault(kind, List.of()).forEach(example -> print(kind, example));
      }
    }
  }

  private void print(Kind kind, Difference.Example example) {
    out.line(
        "    %s  %s".formatted(Printable.of(example.difference().id()), cut(example.headline())));
    Difference.Sides sides = example.sides().get(kind);
    if (sides != null) {
      print("-", sides.live());
      print("+", sides.shadow());
    }
  }

  private void print(String sign, List<String> lines) {
    lines.stream().limit(LINES).forEach(line -> out.line("      " + sign + " " + cut(line)));
    if (lines.size() > LINES) {
      out.line("      %s and %d more".formatted(sign, lines.size() - LINES));
    }
  }

  private static String cut(String line) {
    String shown =
        line.codePointCount(0, line.length()) > WIDTH
            ? line.substring(0, line.offsetByCodePoints(0, WIDTH)) + "…"
            : line;
    return Printable.of(shown);
  }
}

package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.StandardOutput;
import java.net.URI;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = "Asks the running index.",
    footer = {
      "",
      "Fields of a query: person: org: place: country: lang: source: (the publisher); for example",
      "  copydesk search 'earthquake country:TR'"
    })
final class SearchCommand extends ConfiguredCommand {

  private enum Format {
    text,
    json
  }

  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "Words, or field:value.")
  private List<String> query = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, or json: one hit a line. Default: ${DEFAULT-VALUE}")
  private Format format = Format.text;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many hits. Default: ${DEFAULT-VALUE}")
  private int limit = 10;

  SearchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return IndexClient.SETTINGS;
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    URI url = IndexClient.url(settings);
    settings.check();
    try (IndexClient index = new IndexClient(url);
        StandardOutput out = new StandardOutput()) {
      JsonNode answer = index.search(String.join(" ", query), limit);
      if (format == Format.json) {
        printJson(answer.path("hits"), out);
      } else {
        printText(answer, out);
      }
    }
    return ExitStatus.OK.code();
  }

  private static void printJson(JsonNode hits, StandardOutput out) {
    ObjectMapper json = new ObjectMapper();
    for (JsonNode hit : hits) {
      ObjectNode line = json.createObjectNode();
      for (String field : List.of("id", "headline", "published", "score")) {
        line.set(field, hit.get(field));
      }
      out.line(line.toString());
    }
  }

  private static void printText(JsonNode answer, StandardOutput out) {
    for (JsonNode hit : answer.path("hits")) {
      out.line(
          "%s  %s%n    %s"
              .formatted(
                  hit.path("published").asText("no date"),
                  hit.path("headline").asText("(no headline)"),
                  hit.path("id").asText()));
    }
    out.line(answer.path("hits").size() + " of " + answer.path("total").asLong());
  }
}

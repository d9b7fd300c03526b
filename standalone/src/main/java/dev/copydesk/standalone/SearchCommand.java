package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.ShadowIndex;
import dev.copydesk.index.search.BadRequestException;
import dev.copydesk.index.search.Found;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ConfiguredCommand;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.standalone.command.Printable;
import dev.copydesk.standalone.command.StandardOutput;
import dev.copydesk.standalone.replay.ShadowConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description = "Asks the running index, or that of a shadow.",
    footer = {
      "",
      "Fields of a query: person: org: place: country: lang: source: (the publisher) date:",
      "counted: count: unit:, also \"a phrase\", OR, -without and begin*; for example",
      "  copydesk search 'earthquake country:TR date:2012-11..2012-12'"
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

  @Option(
      names = "--shadow",
      description = "Asks what replay --shadow has made in the data folder, instead.")
  private boolean shadow;

  SearchCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected List<Setting> flags() {
    return KnownSettings.join(IndexClient.SETTINGS, List.of(KnownSettings.DATA));
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    URI url = IndexClient.url(settings);
    Path data = settings.path(KnownSettings.DATA);
    settings.check();
    String words = String.join(" ", query);
    JsonNode answer =
        shadow ? tried(new ShadowConfiguration(data).index(), words) : live(url, words);
    try (StandardOutput out = new StandardOutput()) {
      if (format == Format.json) {
        printJson(answer.path("hits"), out);
      } else {
        printText(answer, out);
      }
    }
    return ExitStatus.OK.code();
  }

  private JsonNode live(URI url, String words) {
    try (IndexClient index = new IndexClient(url)) {
      return index.search(words, limit);
    }
  }

  private JsonNode tried(ShadowIndex index, String words) {
    if (!index.exists()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "no shadow has an index here: copydesk replay --shadow --execute makes one, in --data");
    }
    if (limit < 1 || limit > Found.MAX_LIMIT) {
      throw new CommandFailure(
          ExitStatus.BAD_INPUT, "--limit must be a whole number from 1 to " + Found.MAX_LIMIT);
    }
    try {
      return new ObjectMapper().valueToTree(index.search(words, limit));
    } catch (BadRequestException e) {
      throw new CommandFailure(
          ExitStatus.BAD_INPUT, "%s: %s %s".formatted(e.code(), e.getMessage(), e.remedy()), e);
    }
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
                  Printable.of(hit.path("published").asText("no date")),
                  Printable.of(hit.path("headline").asText("(no headline)")),
                  Printable.of(hit.path("id").asText())));
    }
    out.line(answer.path("hits").size() + " of " + answer.path("total").asLong());
  }
}

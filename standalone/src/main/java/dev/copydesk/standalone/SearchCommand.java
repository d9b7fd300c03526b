package dev.copydesk.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.status.Services;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Setting URL =
      new Setting(
          "url",
          "http://127.0.0.1:8080",
          "Address of the index; status and top take several, with commas: of all services.");

  static final List<Setting> SETTINGS = List.of(URL);

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
  List<Setting> flags() {
    return SETTINGS;
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    URI url = url(settings);
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

  /** Where the index is. */
  static URI url(Settings settings) {
    return url(settings.text(URL), settings);
  }

  /**
   * All services, where the command asks more than the index.
   *
   * @throws dev.copydesk.service.SettingsException with all that is wrong with the settings
   */
  static Services services(Settings settings) {
    List<URI> addresses = new ArrayList<>();
    for (String address : settings.text(URL).split(",", -1)) {
      addresses.add(url(address.strip(), settings));
    }
    Optional<String> token = HttpSettings.from(settings).token();
    settings.check();
    return new Services(addresses, token);
  }

  private static URI url(String address, Settings settings) {
    try {
      URI url = URI.create(address);
      if ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException _) {
      // Said below, as for any other text that is no address.
    }
    settings.problem("url is \"%s\", but must be an http address".formatted(address));
    return URI.create(URL.fallback());
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

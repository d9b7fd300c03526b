package dev.copydesk.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a running index over its API. */
public final class IndexClient implements AutoCloseable {

  private static final Setting URL =
      new Setting(
          "url",
          "http://127.0.0.1:8080",
          "Address of the index; status and top take several, with commas: of all services.");

  public static final List<Setting> SETTINGS = List.of(URL);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** As many as the API gives at a time. */
  private static final int PAGE = 200;

  private final URI base;
  private final Optional<String> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  /** Without a token: for who only reads. */
  public IndexClient(URI base) {
    this(base, Optional.empty());
  }

  /**
   * @param token sent with every request
   */
  public IndexClient(URI base, Optional<String> token) {
    this.token = token;
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
  }

  /** Where the index is. */
  public static URI url(Settings settings) {
    return settings.address(URL);
  }

  /** Where all services are, for who asks more than the index. */
  public static List<URI> urls(Settings settings) {
    return settings.addresses(URL);
  }

  /**
   * The best hits, as the API answers.
   *
   * @throws CommandFailure if the index cannot be reached or does not take the query
   */
  public JsonNode search(String query, int limit) {
    return answer(send("GET", "/api/v1/search?q=" + encode(query) + "&limit=" + limit));
  }

  /**
   * One page of many, with the cursor of the next.
   *
   * @param cursor empty for the first page
   */
  public JsonNode page(String query, String cursor) {
    return answer(
        send(
            "GET",
            "/api/v1/search?q=%s&limit=%d&cursor=%s"
                .formatted(encode(query), PAGE, encode(cursor))));
  }

  /** The enriched record, or empty where the index has none with this id. */
  public Optional<JsonNode> article(String id) {
    HttpResponse<String> response = send("GET", "/api/v1/articles/" + encode(id));
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(answer(response));
  }

  /**
   * What the process waits for before it is ready; empty where it is.
   *
   * @throws CommandFailure if it cannot be reached
   */
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    for (JsonNode check : parse(send("GET", "/health/readyz")).path("checks")) {
      if (!check.path("status").asText().equals("UP")) {
        troubles.add(check.path("name").asText() + ": " + check.path("detail").asText());
      }
    }
    return troubles;
  }

  /** The sequence of the record that the index has; empty where it has none to be found. */
  public OptionalLong sequence(String id) {
    HttpResponse<String> response = send("GET", "/api/v1/articles/" + encode(id));
    return switch (response.statusCode()) {
      case 404, 410 -> OptionalLong.empty();
      default -> OptionalLong.of(answer(response).path("sequence").asLong());
    };
  }

  @Override
  public void close() {
    http.close();
  }

  /**
   * What the API answers there.
   *
   * @throws CommandFailure if it cannot be reached or refuses
   */
  public JsonNode get(String path) {
    return answer(send("GET", path));
  }

  /**
   * Changes something.
   *
   * @throws CommandFailure if it cannot be reached or refuses
   */
  public JsonNode change(String method, String path) {
    return answer(send(method, path));
  }

  private HttpResponse<String> send(String method, String path) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.noBody());
    token.ifPresent(secret -> builder.header("Authorization", "Bearer " + secret));
    HttpRequest request = builder.build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.UNAVAILABLE,
          "No index answers at %s (%s): start one with copydesk up, or name another with --url"
              .formatted(base, e),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitStatus.UNAVAILABLE, "Interrupted while asking " + base, e);
    }
  }

  private JsonNode parse(HttpResponse<String> response) {
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          ExitStatus.UNAVAILABLE,
          "%s answered %d, and not in JSON: no index of Copydesk's?"
              .formatted(base, response.statusCode()),
          e);
    }
  }

  private JsonNode answer(HttpResponse<String> response) {
    JsonNode body = parse(response);
    if (response.statusCode() / 100 != 2) {
      boolean ours = response.statusCode() < 500;
      String remedy = body.path("remedy").asText("");
      throw new CommandFailure(
          ours ? ExitStatus.BAD_INPUT : ExitStatus.UNAVAILABLE,
          "%s: %s%s"
              .formatted(
                  body.path("code").asText("HTTP_" + response.statusCode()),
                  body.path("message").asText("no message"),
                  remedy.isEmpty() ? "" : ". " + remedy));
    }
    return body;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

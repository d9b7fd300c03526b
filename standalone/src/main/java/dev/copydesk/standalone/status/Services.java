package dev.copydesk.standalone.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Settings;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.standalone.status.Sample.Check;
import dev.copydesk.standalone.status.Sample.Instance;
import dev.copydesk.standalone.status.Sample.LastError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks running services how they are, over HTTP. */
final class Services implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LAST_ERRORS = 5;

  private final List<URI> addresses;
  private final Optional<String> token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param addresses one a process
   * @param token that they ask of other machines
   */
  Services(List<URI> addresses, Optional<String> token) {
    this.addresses = List.copyOf(addresses);
    this.token = token;
  }

  /**
   * Those that the settings name.
   *
   * @throws dev.copydesk.service.SettingsException with all that is wrong with the settings
   */
  static Services of(Settings settings) {
    List<URI> addresses = IndexClient.urls(settings);
    Optional<String> token = HttpSettings.from(settings).token();
    settings.check();
    return new Services(addresses, token);
  }

  /** A process that does not answer is part of the sample. */
  Sample sample() throws InterruptedException {
    List<Instance> instances = new ArrayList<>();
    for (URI address : addresses) {
      instances.add(ask(address));
    }
    return new Sample(System.nanoTime(), List.copyOf(instances));
  }

  private Instance ask(URI address) throws InterruptedException {
    try {
      List<Check> checks = new ArrayList<>();
      for (JsonNode check : json.readTree(get(address, "/health/readyz").body()).path("checks")) {
        boolean up = check.path("status").asText().equals("UP");
        checks.add(
            new Check(check.path("name").asText(), up ? null : check.path("detail").asText()));
      }
      HttpResponse<String> metrics = get(address, "/metrics");
      if (metrics.statusCode() != 200) {
        return silent(
            address,
            "it answered %d: give its token as COPYDESK_HTTP_TOKEN or in http.token.file"
                .formatted(metrics.statusCode()));
      }
      return new Instance(
          address, null, checks, Exposition.parse(metrics.body()), lastErrors(address));
    } catch (JsonProcessingException e) {
      return silent(address, "what answers there is no service of Copydesk's");
    } catch (IOException e) {
      return silent(address, e.toString());
    }
  }

  private List<LastError> lastErrors(URI address) throws IOException, InterruptedException {
    HttpResponse<String> response = get(address, "/api/v1/dead-letters?limit=" + LAST_ERRORS);
    List<LastError> errors = new ArrayList<>();
    if (response.statusCode() == 200) {
      for (JsonNode letter : json.readTree(response.body()).path("deadLetters")) {
        errors.add(
            new LastError(
                letter.path("stage").asText(),
                letter.path("code").asText(),
                letter.path("message").asText(),
                letter.path("source").asText(),
                letter.path("time").asLong()));
      }
    }
    return errors;
  }

  private static Instance silent(URI address, String reason) {
    return new Instance(address, reason, List.of(), new Exposition(List.of()), List.of());
  }

  private HttpResponse<String> get(URI address, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + path))
            .timeout(TIMEOUT);
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.close();
  }
}

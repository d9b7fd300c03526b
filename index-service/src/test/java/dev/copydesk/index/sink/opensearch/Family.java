package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.Visible;
import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** One family of indices on a node, as somebody with curl sees it. */
public final class Family {

  private static final Duration REFRESH = Duration.ofMillis(100);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI node;
  private final String name = "t-" + UUID.randomUUID().toString().substring(0, 8);

  public Family(URI node) {
    this.node = node;
  }

  /** Settings for the indices, by way of this address of the node. */
  public OpenSearchSettings settings(URI by) {
    return new OpenSearchSettings(List.of(by), name, Optional.empty(), Optional.empty(), 1, 0);
  }

  public OpenSearchSettings settings() {
    return settings(node);
  }

  /** A sink whose successor was begun. */
  public Sink begun() {
    OpenSearchSink sink = sink();
    var _ = sink.successor();
    return sink;
  }

  OpenSearchSink sink() {
    return sink(node);
  }

  OpenSearchSink sink(URI by) {
    return new OpenSearchSink(settings(by), REFRESH);
  }

  public String name() {
    return name;
  }

  public JsonNode send(String method, String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(node + path))
              .header("Content-Type", "application/json")
              .method(method, BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(method + " " + path + ": " + response.body());
      }
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The index that is written to now. */
  public String index() {
    return send("GET", "/_alias/" + name + "-write", "").fieldNames().next();
  }

  /** The sequence of each article that can be found, by id. */
  public Map<String, Long> visible() {
    return ask(Visible::in);
  }

  /** An answer about all that was applied until now. */
  public <T> T ask(Function<Articles, T> question) {
    try (OpenSearchSink reader = sink()) {
      send("POST", "/" + name + "/_refresh", "");
      return question.apply(reader.articles());
    }
  }

  Map<String, Long> visible(Articles articles) {
    send("POST", "/" + name + "/_refresh", "");
    return Visible.in(articles);
  }
}

package dev.copydesk.index.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of an index that has two pages, or goes away after the first. */
class ExportTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private boolean away;
  private final AdminServer server =
      new AdminServer(
          new HttpSettings("127.0.0.1", 0),
          new Health(),
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          List.of(new Exports(new TwoPages())));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void goesThroughAllPages() throws Exception {
    assertThat(get("csv").body().lines()).hasSize(3);
    assertThat(get("json").body()).isEqualTo("[{\"id\":\"first\"},{\"id\":\"second\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void isNotTakenForWholeWhenTheIndexGoesAway(String format) {
    away = true;
    assertThatThrownBy(() -> get(format)).isInstanceOf(IOException.class);
  }

  private HttpResponse<String> get(String format) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/export?format=%s".formatted(server.port(), format)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private record Exports(Articles articles) implements HttpService {
    @Override
    public void routing(HttpRules rules) {
      Answers answers = new Answers();
      Map<String, Handler> routes = new LinkedHashMap<>();
      new ExportRoutes(articles, answers).addTo(routes);
      routes.forEach((path, handler) -> rules.get(path, answers.guarded(handler)));
    }
  }

  private final class TwoPages implements Articles {

    @Override
    public Page search(Request request) {
      if (request.after().isEmpty()) {
        return page("first", Optional.of(new Cursor(0, 0, "first")));
      }
      if (away) {
        throw new UnavailableException("away", new IOException("away"));
      }
      return page("second", Optional.empty());
    }

    private static Page page(String id, Optional<Cursor> next) {
      Hit hit =
          new Hit(
              JsonNodeFactory.instance.objectNode().put("id", id), new Cursor(0, 0, id), List.of());
      return new Page(2, List.of(hit), Map.of(), new TreeMap<LocalDate, Long>(), next);
    }

    @Override
    public Kept article(String id) {
      return new Kept.Nothing();
    }

    @Override
    public long generation() {
      return 0;
    }
  }
}

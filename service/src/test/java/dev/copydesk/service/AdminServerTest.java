package dev.copydesk.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient http = HttpClient.newHttpClient();
  private AdminServer server;

  @BeforeEach
  void start() {
    Health health = new Health();
    health.addReadiness("broker", trouble::get);
    server = new AdminServer(new HttpSettings("127.0.0.1", 0), health, metrics, List.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readinessSaysWhatIsWrongWhileLivenessStaysWell() throws Exception {
    assertThat(get("/health/readyz").statusCode()).isEqualTo(200);

    trouble.set(Optional.of("127.0.0.1:9092 does not answer"));

    assertThat(get("/health/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/health/readyz").body())
        .contains("\"status\":\"DOWN\"", "\"name\":\"broker\"", "127.0.0.1:9092 does not answer");
    assertThat(get("/health/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreInPrometheusText() throws Exception {
    metrics.counter("copydesk.ingest.articles").increment(3);

    assertThat(get("/metrics").body()).contains("copydesk_ingest_articles_total 3.0");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}

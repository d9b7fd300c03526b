package dev.copydesk.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;

/**
 * Serves {@code /health/livez}, {@code /health/readyz} and {@code /metrics} of a process, and what
 * its services add, to whom {@link AccessGuard} lets in.
 *
 * <p>A probe is answered 200 where all is well, else 503, each with the findings as JSON.
 */
public final class AdminServer implements AutoCloseable {

  /** 1 where a readiness check is well, else 0; label {@code check}. */
  public static final String READY = "copydesk.ready";

  private final WebServer server;
  private final Health health;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Starts serving.
   *
   * @param services further routes, each on its own paths
   * @throws RuntimeException if the port is taken
   */
  public AdminServer(
      HttpSettings settings,
      Health health,
      PrometheusMeterRegistry metrics,
      List<? extends HttpService> services) {
    this.health = health;
    MultiGauge ready =
        MultiGauge.builder(READY)
            .description("1 where what the check asks for is well, else 0.")
            .register(metrics);
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(new AccessGuard(settings.token()))
            .get("/health/livez", (_, response) -> send(response, health.liveness()))
            .get("/health/readyz", (_, response) -> send(response, health.readiness()))
            .get(
                "/metrics",
                (_, response) -> {
                  ready.register(rows(health.readiness()), true);
                  response
                      .header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4")
                      .send(metrics.scrape());
                });
    services.forEach(service -> routing.register(service));
    server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .shutdownGracePeriod(Duration.ofMillis(500))
            .routing(routing)
            .build()
            .start();
  }

  /** The port it listens on, also where any free one was asked for. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
    // Helidon keeps a server that was stopped, and all its routes lead to: its issue 11939.
    health.forget();
  }

  private static List<MultiGauge.Row<?>> rows(List<Health.Finding> findings) {
    return findings.stream()
        .<MultiGauge.Row<?>>map(
            finding ->
                MultiGauge.Row.of(
                    Tags.of("check", finding.name()), finding.trouble().isEmpty() ? 1 : 0))
        .toList();
  }

  private void send(ServerResponse response, List<Health.Finding> findings) {
    boolean well = findings.stream().allMatch(finding -> finding.trouble().isEmpty());
    ObjectNode body = json.createObjectNode().put("status", well ? "UP" : "DOWN");
    ArrayNode checks = body.putArray("checks");
    for (Health.Finding finding : findings) {
      ObjectNode check = checks.addObject().put("name", finding.name());
      check.put("status", finding.trouble().isEmpty() ? "UP" : "DOWN");
      finding.trouble().ifPresent(trouble -> check.put("detail", trouble));
    }
    response
        .status(well ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(body.toString());
  }
}

package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.usable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A service under way, as a process would run it. */
record RunningIndex(
    IndexService service, AdminServer server, Health health, SimpleMeterRegistry meters)
    implements AutoCloseable {

  private static final String TOKEN = "a-token-for-tests";

  static RunningIndex start(IndexSettings settings, KafkaSettings kafka) {
    return start(settings, kafka, InstantSource.system());
  }

  static RunningIndex start(IndexSettings settings, KafkaSettings kafka, InstantSource clock) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Health health = new Health();
    IndexService service = new IndexService(settings, kafka, meters, health, clock);
    AdminServer server =
        new AdminServer(
            new HttpSettings("127.0.0.1", 0, Optional.of(TOKEN)),
            health,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            List.of(service.routes()));
    service.start();
    return new RunningIndex(service, server, health, meters);
  }

  static KafkaSettings kafka(Cluster cluster, Topics topics, String registry) {
    return new KafkaSettings(
        cluster.bootstrapServers(), Map.of(), URI.create(registry), topics, (short) 1);
  }

  static AvroCodec codec(KafkaSettings kafka) {
    return new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
  }

  static void write(Cluster cluster, KafkaSettings kafka, String name, long sequence, int count) {
    write(
        cluster,
        kafka,
        IntStream.range(0, count).mapToObj(i -> usable(name + i, sequence)).toList());
  }

  static void write(Cluster cluster, KafkaSettings kafka, List<EnrichedArticle> articles) {
    AvroCodec codec = codec(kafka);
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(
          kafka.topics().enriched().name(),
          articles,
          EnrichedArticle::getId,
          article -> codec.encode(kafka.topics().enriched(), article));
    }
  }

  long total(String query) {
    return get("/api/v1/search?q=" + query).path("total").asLong(-1);
  }

  JsonNode get(String path) {
    return json(send("GET", path));
  }

  /** Changes something, with the token that this takes. */
  JsonNode change(String method, String path) {
    return json(send(method, path));
  }

  HttpResponse<String> send(String method, String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
              .header("Authorization", "Bearer " + TOKEN)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return new ObjectMapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean ready() {
    return health.readiness().stream().allMatch(finding -> finding.trouble().isEmpty());
  }

  double count(String metric) {
    return meters.find(metric).counters().stream().mapToDouble(Counter::count).sum();
  }

  @Override
  public void close() {
    server.close();
    service.close();
  }
}

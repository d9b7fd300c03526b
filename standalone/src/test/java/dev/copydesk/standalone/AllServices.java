package dev.copydesk.standalone;

import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexService;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestService;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.service.kafka.trace.TracingSettings;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All three services in this JVM, as {@code copydesk up} runs them, on a cluster of the tests'. */
final class AllServices implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Lifecycle parts = new Lifecycle();
  private final KafkaSettings kafka;
  private final Path inbox;
  private final int port;

  /**
   * @param folder of all state, and of the watched folder
   */
  AllServices(Cluster cluster, Topics topics, Path folder) {
    this(cluster, topics, folder, Map.of());
  }

  /**
   * @param more settings by key
   */
  AllServices(Cluster cluster, Topics topics, Path folder, Map<String, String> more) {
    inbox = folder.resolve("inbox");
    Map<String, String> given =
        new HashMap<>(
            Map.of(
                "bootstrap.server", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registryUrl(),
                "topics.prefix", topics.prefix(),
                "topics.replication", "1",
                "http.port", "0",
                "ingest.watch", inbox.toString(),
                "ingest.state-dir", folder.resolve("ingest").toString(),
                "enrich.state-dir", folder.resolve("enrich").toString(),
                "index.dir", folder.resolve("index").toString()));
    given.putAll(more);
    Settings settings = new Settings(KnownSettings.ALL, given, Map.of(), null);
    kafka = KafkaSettings.from(settings);
    PrometheusMeterRegistry meters = Meters.ofThisProcess();
    parts.add("metrics", meters::close);
    Health health = new Health();
    InstantSource clock = InstantSource.system();
    TracingSettings traced = TracingSettings.from(settings);
    IndexService index =
        parts.add(
            "index",
            new IndexService(
                IndexSettings.from(settings),
                kafka,
                meters,
                health,
                clock,
                tracing(traced, "index")));
    EnrichService enrich =
        parts.add(
            "enrich",
            new EnrichService(
                EnrichSettings.from(settings),
                kafka,
                StandardAnnotator.create(EntitySettings.from(settings)),
                meters,
                health,
                clock,
                tracing(traced, "enrich")));
    IngestService ingest =
        parts.add(
            "ingest",
            new IngestService(
                IngestSettings.from(settings),
                kafka,
                meters,
                health,
                clock,
                tracing(traced, "ingest")));
    AdminServer server =
        parts.add(
            "http",
            new AdminServer(HttpSettings.from(settings), health, meters, List.of(index.routes())));
    settings.check();
    port = server.port();
    index.start();
    enrich.start();
    ingest.start();
    await()
        .atMost(PATIENCE)
        .until(() -> health.readiness().stream().allMatch(finding -> finding.trouble().isEmpty()));
  }

  private Tracing tracing(TracingSettings settings, String service) {
    return parts.add("tracing-" + service, Tracing.of(settings, "copydesk-" + service));
  }

  /** The watched folder. */
  Path inbox() {
    return inbox;
  }

  KafkaSettings kafka() {
    return kafka;
  }

  AvroCodec codec() {
    return new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    parts.close();
  }
}

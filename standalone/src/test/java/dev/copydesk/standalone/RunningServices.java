package dev.copydesk.standalone;

import static org.awaitility.Awaitility.await;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexService;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestService;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.service.kafka.trace.TracingSettings;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services over a real cluster, as processes would run them; enrich can be started anew. */
final class RunningServices implements AutoCloseable {

  static final String TOKEN = "a-token-for-tests";

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final KafkaSettings kafka;
  final AvroCodec codec;
  private final Settings settings;
  private final Cluster cluster;
  private final Topics topics;
  private final Path inbox;
  private final Lifecycle parts = new Lifecycle();
  private final PrometheusMeterRegistry meters = Meters.ofThisProcess();
  private final Health health = new Health();
  private final InstantSource clock = InstantSource.system();
  private final int port;
  private @Nullable EnrichService enrich;

  /**
   * With the index and its API running.
   *
   * @param folder of all state, and of the watched folder
   * @param further settings by key
   */
  RunningServices(Cluster cluster, Topics topics, Path folder, Map<String, String> further) {
    this.cluster = cluster;
    this.topics = topics;
    inbox = folder.resolve("inbox");
    Map<String, String> given = new HashMap<>(further);
    given.putAll(
        Map.of(
            "bootstrap.server", cluster.bootstrapServers(),
            "schema.registry.url", cluster.registryUrl(),
            "topics.prefix", topics.prefix(),
            "http.port", "0",
            "http.token", TOKEN,
            "enrich.state-dir", folder.resolve("enrich").toString(),
            "ingest.state-dir", folder.resolve("ingest").toString(),
            "ingest.watch", inbox.toString(),
            "index.dir", folder.resolve("index").toString()));
    settings = new Settings(KnownSettings.ALL, given, Map.of(), null);
    kafka = KafkaSettings.from(settings);
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    parts.add("metrics", meters::close);
    IndexService index =
        parts.add(
            "index",
            new IndexService(
                IndexSettings.from(settings), kafka, meters, health, clock, tracing("index")));
    AdminServer server =
        parts.add(
            "http",
            new AdminServer(HttpSettings.from(settings), health, meters, List.of(index.routes())));
    port = server.port();
    index.start();
  }

  /** All three, ready, as {@code copydesk up} runs them. */
  static RunningServices all(
      Cluster cluster, Topics topics, Path folder, Map<String, String> further) {
    RunningServices services = new RunningServices(cluster, topics, folder, further);
    services.enrich(EntitySettings.from(services.settings));
    services.ingest();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                services.health.readiness().stream()
                    .allMatch(finding -> finding.trouble().isEmpty()));
    return services;
  }

  void ingest() {
    IngestService ingest =
        parts.add(
            "ingest",
            new IngestService(
                IngestSettings.from(settings), kafka, meters, health, clock, tracing("ingest")));
    settings.check();
    ingest.start();
  }

  /** With the tagger of a configuration. */
  void enrich(EntitySettings entities) {
    enrich(StandardAnnotator.create(entities));
  }

  /** Instead of the one before. */
  void enrich(Annotator annotator) {
    if (enrich != null) {
      enrich.close();
    }
    EnrichService next =
        parts.add(
            "enrich",
            new EnrichService(
                EnrichSettings.from(settings),
                kafka,
                annotator,
                meters,
                health,
                clock,
                tracing("enrich")));
    settings.check();
    enrich = next;
    next.start();
  }

  private Tracing tracing(String service) {
    return parts.add(
        "tracing-" + service, Tracing.of(TracingSettings.from(settings), "copydesk-" + service));
  }

  /** The watched folder. */
  Path inbox() {
    return inbox;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  void raw(List<RawArticle> articles) {
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), articles, raw -> codec.encode(topics.raw(), raw));
    }
  }

  /** The last record of each article that has one; what cannot be read is the index's business. */
  Map<String, EnrichedArticle> last() {
    Map<String, EnrichedArticle> last = new HashMap<>();
    TopicReader.readEach(
        cluster,
        topics.enriched().name(),
        record -> {
          try {
            if (record.value() != null) {
              last.put(record.key(), codec.decode(EnrichedArticle.class, record.value()));
            }
          } catch (BadInputException _) {
            // Poison, which a test put there.
          }
        });
    return last;
  }

  @Override
  public void close() {
    parts.close();
  }
}

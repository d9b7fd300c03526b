package dev.copydesk.standalone;

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
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services over a real cluster, as processes would run them; each can be started anew. */
final class RunningServices implements AutoCloseable {

  static final String TOKEN = "a-token-for-tests";

  final KafkaSettings kafka;
  final AvroCodec codec;
  private final Settings settings;
  private final Cluster cluster;
  private final Topics topics;
  private final Lifecycle parts = new Lifecycle();
  private final int port;
  private @Nullable EnrichService enrich;

  /** With the index and its API running. */
  RunningServices(Cluster cluster, Topics topics, Path folder, Map<String, String> further) {
    this.cluster = cluster;
    this.topics = topics;
    Map<String, String> given = new HashMap<>(further);
    given.putAll(
        Map.of(
            "bootstrap.server", cluster.bootstrapServers(),
            "schema.registry.url", cluster.registryUrl(),
            "topics.prefix", topics.prefix(),
            "topics.replication", "1",
            "http.port", "0",
            "http.token", TOKEN,
            "enrich.state-dir", folder.resolve("enrich").toString(),
            "ingest.state-dir", folder.resolve("ingest").toString(),
            "ingest.watch", folder.resolve("inbox").toString(),
            "index.dir", folder.resolve("index").toString()));
    settings = new Settings(KnownSettings.ALL, given, Map.of(), null);
    kafka = KafkaSettings.from(settings);
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    PrometheusMeterRegistry meters = Meters.ofThisProcess();
    Health health = new Health();
    IndexService index =
        parts.add(
            "index",
            new IndexService(
                IndexSettings.from(settings), kafka, meters, health, InstantSource.system()));
    AdminServer server =
        parts.add(
            "http",
            new AdminServer(HttpSettings.from(settings), health, meters, List.of(index.routes())));
    port = server.port();
    index.start();
  }

  void ingest() {
    IngestService ingest =
        parts.add(
            "ingest",
            new IngestService(
                IngestSettings.from(settings),
                kafka,
                Meters.ofThisProcess(),
                new Health(),
                InstantSource.system()));
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
                Meters.ofThisProcess(),
                new Health(),
                InstantSource.system()));
    settings.check();
    enrich = next;
    next.start();
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

package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexService;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.standalone.CommandProcess.Outcome;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** replay, dlq and verify, each a process of its own, beside running services. */
@OnCluster
class OperationsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ARTICLES = 20;
  private static final String REVISED = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;
  private final Lifecycle services = new Lifecycle();
  private final ObjectMapper json = new ObjectMapper();
  private List<RawArticle> articles = List.of();
  private Cluster cluster;
  private Topics topics;
  private AvroCodec codec;
  private KafkaSettings kafka;
  private int port;

  @BeforeEach
  void start(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    Settings settings =
        new Settings(
            KnownSettings.ALL,
            Map.of(
                "bootstrap.server", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registryUrl(),
                "topics.prefix", topics.prefix(),
                "topics.replication", "1",
                "http.port", "0",
                "enrich.state-dir", folder.resolve("enrich").toString(),
                "index.dir", folder.resolve("index").toString()),
            Map.of(),
            null);
    kafka = KafkaSettings.from(settings);
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    PrometheusMeterRegistry meters = Meters.ofThisProcess();
    Health health = new Health();
    EnrichService enrich =
        new EnrichService(
            EnrichSettings.from(settings),
            kafka,
            StandardAnnotator.create(EntitySettings.from(settings)),
            meters,
            health,
            InstantSource.system());
    IndexService index =
        services.add(
            "index",
            new IndexService(
                IndexSettings.from(settings), kafka, meters, health, InstantSource.system()));
    services.add("enrich", enrich);
    AdminServer server =
        services.add(
            "http",
            new AdminServer(HttpSettings.from(settings), health, meters, List.of(index.routes())));
    settings.check();
    port = server.port();
    articles =
        Stream.concat(
                IntStream.range(0, ARTICLES)
                    .mapToObj(
                        i ->
                            RawArticles.text(
                                i + ".txt",
                                "More than %d people crossed the aqueduct.".formatted(i + 30))),
                Stream.of(
                    RawArticles.revision(REVISED, 10, "The aqueduct is closed."),
                    RawArticles.revision(REVISED, 20, "The aqueduct is open again.")))
            .toList();
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), articles, raw -> codec.encode(topics.raw(), raw));
    }
    index.start();
    enrich.start();
    await().atMost(PATIENCE).until(() -> last().size() == ARTICLES + 1);
    await()
        .atMost(PATIENCE)
        .until(() -> last().getOrDefault(REVISED, new EnrichedArticle()).getRevision() == 20);
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void verifyFindsAndRepairsWhatIsPlanted() throws Exception {
    Outcome whole = run("verify", "--url", url());
    assertThat(whole.out()).contains("21 articles compared, 0 faults");
    assertThat(whole.status()).isZero();

    String lost = articles.get(1).getId();
    String hidden = articles.get(2).getId();
    EnrichedArticle stale =
        EnrichedArticle.newBuilder(record(REVISED))
            .setRevision(10)
            .setSequence(40)
            .setText("The aqueduct is closed.")
            .build();
    plant(lost, null);
    plant(REVISED, codec.encode(topics.enriched(), stale));
    // To the index a record that is no newer than its tombstone is late.
    byte[] same = codec.encode(topics.enriched(), record(hidden));
    plant(hidden, null);
    plant(hidden, same);

    Outcome planted = run("verify", "--format", "json", "--url", url());
    assertThat(planted.status()).as(planted.out()).isEqualTo(ExitStatus.BAD_INPUT.code());
    Map<String, String> faults = new HashMap<>();
    for (String line : planted.out().lines().toList()) {
      JsonNode fault = json.readTree(line);
      faults.put(fault.path("id").asText(), fault.path("fault").asText());
    }
    assertThat(faults)
        .containsOnly(
            Map.entry(lost, "enriched-missing"),
            Map.entry(REVISED, "enriched-stale"),
            Map.entry(hidden, "index-missing"));

    Outcome repaired = run("verify", "--repair", "--url", url());
    assertThat(repaired.out()).contains("3 repaired, 0 left");
    assertThat(repaired.status()).isZero();
    assertThat(record(REVISED).getSequence()).isEqualTo(41);
    assertThat(run("verify", "--url", url()).status()).isZero();
  }

  @Test
  void aReplayIsPlannedRunListedAndChangesNothing() throws Exception {
    Outcome plan = run("replay", "--query", "crossed aqueduct", "--url", url());
    assertThat(plan.status()).isZero();
    assertThat(plan.out())
        .contains("22 articles", "20 of the enriched articles are meant", "nothing was done");
    assertThat(run("replay", "list").out()).isEmpty();

    Map<String, EnrichedArticle> written = last();
    assertThat(run("replay", "--query", "crossed aqueduct", "--url", url(), "--execute").out())
        .contains("replayed: 20 articles");
    assertThat(run("replay", "--where", "revision=20", "--execute", "--rate", "50").out())
        .contains("replayed: 2 articles");
    assertThat(run("replay", "--to-earliest", "--execute").out()).contains("replayed: 22 articles");
    assertThat(records(topics.replay().name())).isEqualTo(44);
    // Not their number: what was superseded may be compacted away meanwhile. A write raises the
    // sequence, which is part of the record.
    assertThat(last()).isEqualTo(written);

    List<JsonNode> listed = new ArrayList<>();
    for (String line : run("replay", "list", "--format", "json").out().lines().toList()) {
      listed.add(json.readTree(line));
    }
    assertThat(listed).hasSize(3).allMatch(r -> r.path("state").asText().equals("completed"));
    String id = listed.getFirst().path("id").asText();
    assertThat(run("replay", "show", id.substring(0, 8)).out()).contains("\"fed\" : 22");
    assertThat(run("replay", "resume", id).status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run("replay", "--to-earliest").out()).contains("of the last whole replay");
  }

  @Test
  void deadLettersAreShownTriedAgainExportedAndDropped() throws Exception {
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(
          topics.raw().name(), "poison", "no\u001b[2Jframe".getBytes(StandardCharsets.UTF_8));
      writer.write(topics.raw().name(), "binary", new byte[] {0, 0, 0, 0, 99, -1, -2});
    }
    await().atMost(PATIENCE).until(() -> records(topics.deadLetters().name()) == 2);
    assertThat(run("dlq", "list").out())
        .contains("enrich NOT_FRAMED: 1 open", "enrich UNKNOWN_SCHEMA: 1 open", "2 open");
    Outcome shown = run("dlq", "show", "--stage", "enrich");
    assertThat(shown.out())
        .contains("no\\u001b[2Jframe", "00 00 00 00 63 ff fe", topics.raw().name() + "-")
        .doesNotContain("\u001b");

    Path letters = folder.resolve("letters");
    assertThat(run("dlq", "export", "--to", letters.toString()).out()).contains("2 letters");
    try (Stream<Path> files = Files.list(letters)) {
      assertThat(files).hasSize(4);
    }
    Outcome again = run("dlq", "retry", "--code", "NOT_FRAMED");
    assertThat(again.status()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(again.out()).contains("0 passed, 1 failed again, 0 stay open");
    assertThat(run("dlq", "list").out()).contains("2 open");
    assertThat(run("dlq", "list", "--handled").out()).contains("1 handled");
    assertThat(run("dlq", "drop", "--all", "--note", "of a test").out()).contains("2 dropped");
    assertThat(run("dlq", "list").out()).isEqualToIgnoringNewLines("0 open");
    assertThat(run("verify", "--url", url()).status()).as("letters are no faults").isZero();
  }

  private String url() {
    return "http://127.0.0.1:" + port;
  }

  private int records(String topic) {
    return TopicReader.readAll(cluster, topic).size();
  }

  private EnrichedArticle record(String id) {
    return Objects.requireNonNull(last().get(id), id);
  }

  private Map<String, EnrichedArticle> last() {
    Map<String, EnrichedArticle> last = new HashMap<>();
    TopicReader.readEach(
        cluster,
        topics.enriched().name(),
        record -> {
          if (record.value() != null) {
            last.put(record.key(), codec.decode(EnrichedArticle.class, record.value()));
          }
        });
    return last;
  }

  @SuppressWarnings("NullAway") // Kafka's generics know no tombstones.
  private void plant(String id, byte @Nullable [] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(kafka).producer("test", Map.of())) {
      producer.send(
          new ProducerRecord<>(
              topics.enriched().name(), id.getBytes(StandardCharsets.UTF_8), value));
      producer.flush();
    }
  }

  private Outcome run(String... arguments) throws IOException, InterruptedException {
    return CommandProcess.outcome(CommandProcess.start(List.of(arguments), cluster, topics));
  }
}

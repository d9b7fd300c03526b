package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
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
  private final ObjectMapper json = new ObjectMapper();
  private List<RawArticle> articles = List.of();
  private Cluster cluster;
  private Topics topics;
  private RunningServices services;
  private AvroCodec codec;
  private KafkaSettings kafka;

  @BeforeEach
  void start(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    services = new RunningServices(cluster, topics, folder, Map.of());
    codec = services.codec;
    kafka = services.kafka;
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
    services.raw(articles);
    services.enrich(tagging(EntitySettings.Tagger.BUILTIN));
    await().atMost(PATIENCE).until(() -> last().size() == ARTICLES + 1);
    await()
        .atMost(PATIENCE)
        .until(() -> last().getOrDefault(REVISED, new EnrichedArticle()).getRevision() == 20);
  }

  private static EntitySettings tagging(EntitySettings.Tagger tagger) {
    return new EntitySettings(tagger, Optional.empty());
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

    // What has not reached the index yet cannot be missed there.
    Outcome planted =
        await()
            .atMost(PATIENCE)
            .until(
                () -> run("verify", "--format", "json", "--url", url()),
                looked -> looked.out().contains(hidden));
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

    List<JsonNode> listed = listed();
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

  @Test
  void theIndexIsBuiltAnewBesideTheOneThatIsSearched() throws Exception {
    List<String> index =
        List.of(
            "replay",
            "--target",
            "index",
            "--url",
            url(),
            "--set",
            "http.token=" + RunningServices.TOKEN);
    Outcome refused = run("replay", "--target", "index", "--url", url(), "--execute");
    assertThat(refused.status()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(run(index).out()).contains("takes its place", "nothing was done");
    assertThat(run(index, "--execute").out()).contains("the new index is searched now");
    assertThat(listed())
        .singleElement()
        .satisfies(
            replay -> {
              assertThat(replay.path("target").asText()).isEqualTo("index");
              assertThat(replay.path("state").asText()).isEqualTo("completed");
            });
    assertThat(run(index, "--drop-old").out()).contains("would be dropped", "nothing was done");
    assertThat(run("verify", "--url", url()).out()).contains("21 articles compared, 0 faults");
    assertThat(run(index, "--drop-old", "--execute").out()).contains("1 dropped");
    assertThat(run("verify", "--url", url()).out()).contains("21 articles compared, 0 faults");
  }

  @Test
  void aConfigurationIsTriedInAShadowAndMadeLive() throws Exception {
    List<RawArticle> named =
        List.of(
            RawArticles.text("one.txt", "Angela Merkel met Barack Obama in Berlin on Monday."),
            RawArticles.text("two.txt", "The mayor of Lisbon thanked Maria Silva for the bridge."));
    Set<String> planted = named.stream().map(RawArticle::getId).collect(Collectors.toSet());
    services.raw(named);
    await().atMost(PATIENCE).until(() -> last().keySet().containsAll(planted));
    Map<String, EnrichedArticle> before = last();
    List<String> shadow =
        List.of("replay", "--shadow", "--data", folder.resolve("data").toString());
    List<String> tried =
        Stream.concat(shadow.stream(), Stream.of("--set", "enrich.entities.tagger=none")).toList();

    assertThat(run(shadow, "--report").status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(run(tried).out()).contains("enrich.entities.tagger=none", "nothing was done");
    Outcome report = run(tried, "--execute", "--format", "json");
    assertThat(report.status()).as(report.out()).isZero();
    assertThat(different(report)).isEqualTo(planted);
    assertThat(last()).isEqualTo(before);
    assertThat(listed())
        .singleElement()
        .satisfies(
            replay -> {
              assertThat(replay.path("target").asText()).isEqualTo("shadow");
              assertThat(replay.path("state").asText()).isEqualTo("completed");
              assertThat(replay.path("share").asDouble()).isEqualTo(1);
            });
    assertThat(run(shadow, "--report").out())
        .contains("23 articles compared, 2 come out otherwise", "- PERSON Angela Merkel");
    assertThat(run(shadow, "--execute").status()).isEqualTo(ExitStatus.USAGE.code());

    // The running topology still names persons: to promote would change nothing.
    Outcome early = run(shadow, "--promote", "--execute");
    assertThat(early.status()).isEqualTo(ExitStatus.CONFIGURATION.code());
    assertThat(last()).isEqualTo(before);

    try (IndexClient client = new IndexClient(URI.create(url()));
        Asking asking = new Asking(client, 23)) {
      services.enrich(tagging(EntitySettings.Tagger.NONE));
      assertThat(run(shadow, "--promote", "--execute").out()).contains("promoted");
      assertThat(asking.faults()).isEmpty();
      assertThat(asking.answers()).isPositive();
    }
    for (String id : planted) {
      assertThat(record(id).getEntities()).isEmpty();
    }
    assertThat(different(run(shadow, "--report", "--format", "json"))).isEmpty();
    assertThat(run(shadow, "--discard", "--execute").out()).contains("discarded");
    assertThat(folder.resolve("data/shadow")).doesNotExist();
    try (Admin admin = new KafkaClients(kafka).admin("test")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .filteredOn(name -> name.startsWith(topics.prefix()))
                      .noneMatch(name -> name.contains("shadow")));
    }
  }

  @Test
  void anArticleThatIsWithdrawnDuringItsReplayIsNeverSeenAgain() throws Exception {
    try (IndexClient client = new IndexClient(URI.create(url()))) {
      await().atMost(PATIENCE).until(() -> client.sequence(REVISED).isPresent());
      RawArticle kill =
          RawArticle.newBuilder(RawArticles.revision(REVISED, 30, "Kill."))
              .setStatus(ArticleStatus.CANCELED)
              .build();
      // Another tagger: every article would be written anew.
      services.enrich(tagging(EntitySettings.Tagger.NONE));
      Process replay =
          CommandCall.start(
              List.of("replay", "--to-earliest", "--rate", "4", "--execute"), cluster, topics);
      await().atMost(PATIENCE).until(() -> records(topics.replay().name()) > 2);
      services.raw(List.of(kill));
      await().atMost(PATIENCE).until(() -> client.sequence(REVISED).isEmpty());
      while (replay.isAlive()) {
        assertThat(client.sequence(REVISED)).isEmpty();
      }
      assertThat(replay.waitFor()).isZero();
      assertThat(run("replay", "--ids", REVISED, "--execute").status()).isZero();
      assertThat(client.sequence(REVISED)).isEmpty();
      assertThat(record(REVISED).getStatus()).isEqualTo(ArticleStatus.CANCELED);
    }
  }

  private List<JsonNode> listed() throws IOException {
    List<JsonNode> listed = new ArrayList<>();
    for (String line : run("replay", "list", "--format", "json").out().lines().toList()) {
      listed.add(json.readTree(line));
    }
    return listed;
  }

  private Set<String> different(Outcome report) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : report.out().lines().filter(l -> l.startsWith("{\"id\"")).toList()) {
      ids.add(json.readTree(line).path("id").asText());
    }
    return ids;
  }

  /** Searches again and again; notes what fails or finds fewer than there are. */
  private static final class Asking implements AutoCloseable {

    private final IndexClient client;
    private final int least;
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = Thread.ofPlatform().unstarted(this::run);
    private volatile boolean ending;
    private volatile int answers;

    Asking(IndexClient client, int least) {
      this.client = client;
      this.least = least;
      thread.start();
    }

    private void run() {
      while (!ending) {
        try {
          JsonNode found = client.search("", 1);
          if (found.path("total").asInt() < least) {
            faults.add(found.toString());
          }
          answers++;
        } catch (CommandFailure e) {
          faults.add(e.toString());
        }
      }
    }

    List<String> faults() {
      return List.copyOf(faults);
    }

    int answers() {
      return answers;
    }

    @Override
    public void close() {
      ending = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Outcome run(List<String> command, String... further) {
    return run(Stream.concat(command.stream(), Stream.of(further)).toArray(String[]::new));
  }

  private String url() {
    return services.url();
  }

  private int records(String topic) {
    return TopicReader.readAll(cluster, topic).size();
  }

  private EnrichedArticle record(String id) {
    return Objects.requireNonNull(last().get(id), id);
  }

  private Map<String, EnrichedArticle> last() {
    return services.last();
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

  private Outcome run(String... arguments) {
    return CommandCall.run(List.of(arguments), cluster, topics);
  }
}

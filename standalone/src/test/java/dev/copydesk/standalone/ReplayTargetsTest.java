package dev.copydesk.standalone;

import static dev.copydesk.standalone.Operations.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.Meanwhile;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the past is put into beside the live topology: an index, a shadow, another topic. */
@OnCluster
class ReplayTargetsTest {

  /** So many records are not read into an index between two words to it. */
  private static final int MANY = 40_000;

  @TempDir private Path folder;
  private final ObjectMapper json = new ObjectMapper();
  private Topics topics;
  private Operations desk;

  @BeforeEach
  void start(Cluster cluster, Topics topics) {
    this.topics = topics;
    desk = new Operations(cluster, topics, folder);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void theIndexIsBuiltAnewBesideTheOneThatIsSearched() throws Exception {
    List<String> index =
        List.of(
            "replay",
            "--target",
            "index",
            "--url",
            desk.url(),
            "--set",
            "http.token=" + RunningServices.TOKEN);
    Outcome refused = desk.run("replay", "--target", "index", "--url", desk.url(), "--execute");
    assertThat(refused.status()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(desk.run(index).out()).contains("takes its place", "nothing was done");
    assertThat(desk.run(index, "--execute").out()).contains("the new index is searched now");
    assertThat(desk.replays())
        .singleElement()
        .satisfies(
            replay -> {
              assertThat(replay.path("target").asText()).isEqualTo("index");
              assertThat(replay.path("state").asText()).isEqualTo("completed");
            });
    assertThat(desk.run(index, "--drop-old").out())
        .contains("would be dropped", "nothing was done");
    assertThat(desk.run("verify", "--url", desk.url()).out())
        .contains("21 articles compared, 0 faults");
    assertThat(desk.run(index, "--drop-old", "--execute").out()).contains("1 dropped");
    assertThat(desk.run("verify", "--url", desk.url()).out())
        .contains("21 articles compared, 0 faults");
  }

  @Test
  void anIndexThatWasPausedIsGoneOnWithWhereItStood() throws Exception {
    desk.plantCopies(desk.record(Operations.REVISED), MANY);
    try (IndexClient client =
        new IndexClient(URI.create(desk.url()), Optional.of(RunningServices.TOKEN))) {
      await().atMost(PATIENCE).until(() -> client.sequence("copy" + (MANY - 1)).isPresent());
      // It may be done before it hears: then once more.
      String id = await().atMost(PATIENCE).until(() -> paused(client), paused -> !paused.isEmpty());
      assertThat(desk.replays().getFirst().path("share").asDouble()).isBetween(0.0, 0.999);
      assertThat(client.get("/api/v1/index/kept").path("kept")).isEmpty();

      Outcome resumed =
          desk.run(
              "replay",
              "resume",
              id,
              "--url",
              desk.url(),
              "--set",
              "http.token=" + RunningServices.TOKEN);
      assertThat(resumed.out()).contains("the new index is searched now");
      assertThat(desk.replays().getFirst().path("id").asText()).isEqualTo(id);
      assertThat(desk.replays().getFirst().path("state").asText()).isEqualTo("completed");
      assertThat(client.get("/api/v1/index/kept").path("kept")).hasSize(1);
      assertThat(client.search("aqueduct", 1).path("total").asInt())
          .isEqualTo(MANY + Operations.SINGLE + 1);
    }
  }

  /** The id of an index that was begun and paused; empty where it was done before it heard. */
  private String paused(IndexClient client) throws IOException {
    String id = client.change("POST", "/api/v1/index/rebuild").path("replay").asText();
    // Until it is heard of.
    await()
        .atMost(PATIENCE)
        .until(() -> desk.run("replay", "pause", id).status() == 0 || isThrough(client));
    await().atMost(PATIENCE).until(() -> isThrough(client));
    if (phase(client).equals("PAUSED")) {
      return id;
    }
    var _ = client.change("DELETE", "/api/v1/index/kept");
    return "";
  }

  private static boolean isThrough(IndexClient client) {
    return !phase(client).equals("RUNNING");
  }

  private static String phase(IndexClient client) {
    return client.get("/api/v1/index/rebuild").path("phase").asText();
  }

  @Test
  void copiesIntoATopicAreListedPausedAndGoneOnWith() throws Exception {
    String target = topics.prefix() + "elsewhere";
    try (Admin admin = new KafkaClients(desk.services.kafka).admin("test")) {
      admin
          .createTopics(List.of(new NewTopic(target, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
    List<String> copy =
        List.of("replay", "--to-earliest", "--target", "topic", "--topic", target, "--speed");
    int all = desk.articles.size();
    assertThat(desk.run(copy, "max").out()).contains("nothing was done");
    assertThat(desk.replays()).isEmpty();
    assertThat(desk.run(copy, "max", "--execute").out())
        .contains("topic: %d records written to %s".formatted(all, target));
    assertThat(desk.records(target)).isEqualTo(all);
    assertThat(desk.run("replay", "list").out()).contains("topic", "completed", "written");
    try (IndexClient client = new IndexClient(URI.create(desk.url()))) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode told = client.get("/api/v1/replays").path("replays").path(0);
                assertThat(told.path("target").asText()).isEqualTo("topic");
                assertThat(told.path("fed").asInt()).isEqualTo(all);
              });
    }

    // Each a moment after those before, which lasts minutes at this pace.
    for (String late : List.of("late", "later")) {
      RawArticle article = RawArticles.text(late + ".txt", "The %s edition.".formatted(late));
      desk.services.raw(List.of(article));
      await().atMost(PATIENCE).until(() -> desk.services.last().containsKey(article.getId()));
    }
    Process slow =
        desk.start(
            Stream.concat(copy.stream(), Stream.of("0.001x", "--execute")).toArray(String[]::new));
    await().atMost(PATIENCE).until(() -> desk.records(target) > all);
    await().atMost(PATIENCE).until(() -> desk.replays().getFirst().path("fed").asInt() > 0);
    String id = desk.replays().getFirst().path("id").asText();
    assertThat(desk.run("replay", "resume", id).status())
        .as("it runs elsewhere")
        .isEqualTo(ExitStatus.USAGE.code());
    slow.destroyForcibly().waitFor();
    Process resumed = desk.start("replay", "resume", id);
    Instant heard = updated();
    // Resumed once it was silent for ten seconds.
    await().atMost(PATIENCE).until(() -> updated().isAfter(heard.plusSeconds(5)));
    assertThat(desk.run("replay", "cancel", id).status()).isZero();
    assertThat(resumed.waitFor()).isZero();
    JsonNode canceled = desk.replays().getFirst();
    assertThat(canceled.path("id").asText()).isEqualTo(id);
    assertThat(canceled.path("state").asText()).isEqualTo("canceled");
    assertThat(desk.replays()).hasSize(2);
  }

  private Instant updated() throws IOException {
    return Instant.parse(desk.replays().getFirst().path("updated").asText());
  }

  @Test
  void aConfigurationIsTriedInAShadowAndMadeLive() throws Exception {
    List<RawArticle> named =
        List.of(
            RawArticles.text("one.txt", "Angela Merkel met Barack Obama in Berlin on Monday."),
            RawArticles.text("two.txt", "The mayor of Lisbon thanked Maria Silva for the bridge."));
    Set<String> planted = named.stream().map(RawArticle::getId).collect(Collectors.toSet());
    desk.services.raw(named);
    await().atMost(PATIENCE).until(() -> desk.services.last().keySet().containsAll(planted));
    Map<String, EnrichedArticle> before = desk.services.last();
    Path data = folder.resolve("data");
    List<String> shadow = List.of("replay", "--shadow", "--data", data.toString());
    List<String> tried =
        Stream.concat(shadow.stream(), Stream.of("--set", "enrich.entities.tagger=none")).toList();

    assertThat(desk.run(shadow, "--report").status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(desk.run(tried).out()).contains("enrich.entities.tagger=none", "nothing was done");
    Outcome report = desk.run(tried, "--execute", "--format", "json");
    assertThat(report.status()).as(report.out()).isZero();
    assertThat(different(report)).isEqualTo(planted);
    assertThat(desk.services.last()).isEqualTo(before);
    assertThat(desk.replays())
        .singleElement()
        .satisfies(
            replay -> {
              assertThat(replay.path("target").asText()).isEqualTo("shadow");
              assertThat(replay.path("state").asText()).isEqualTo("completed");
              assertThat(replay.path("share").asDouble()).isEqualTo(1);
            });
    assertThat(desk.run(shadow, "--report").out())
        .contains("23 articles compared, 2 come out otherwise", "- PERSON Angela Merkel");
    assertThat(desk.run(shadow, "--execute").status()).isEqualTo(ExitStatus.USAGE.code());

    // What is not live yet can be searched: under this configuration nobody is named.
    List<String> tryout = List.of("search", "--shadow", "--data", data.toString());
    assertThat(searched(tryout, "Merkel").out()).contains("1 of 1");
    assertThat(searched(tryout, "person:merkel").out()).isEqualToIgnoringNewLines("0 of 0");
    assertThat(searched(List.of("search", "--url", desk.url()), "person:merkel").out())
        .contains("1 of 1");
    assertThat(searched(tryout, "").out()).contains(" of 23");
    assertThat(searched(tryout, "date:never").status()).isEqualTo(ExitStatus.BAD_INPUT.code());

    // The running topology still names persons: to promote would change nothing.
    Outcome early = desk.run(shadow, "--promote", "--execute");
    assertThat(early.status()).isEqualTo(ExitStatus.CONFIGURATION.code());
    assertThat(desk.services.last()).isEqualTo(before);

    try (IndexClient client = new IndexClient(URI.create(desk.url()));
        Meanwhile searching = Meanwhile.repeat(searching(client, 23))) {
      desk.enrich(EntitySettings.Tagger.NONE);
      assertThat(desk.run(shadow, "--promote", "--execute").out()).contains("promoted");
      // What is searched is what is live, and nothing was swapped for that.
      assertThat(desk.run("verify", "--url", desk.url()).out())
          .contains("23 articles compared, 0 faults");
      assertThat(client.search("person:merkel", 1).path("total").asInt()).isZero();
      assertThat(searching.faults()).isEmpty();
      assertThat(searching.rounds()).isPositive();
    }
    assertThat(searched(tryout, "Merkel").status()).isEqualTo(ExitStatus.USAGE.code());
    for (String id : planted) {
      assertThat(desk.record(id).getEntities()).isEmpty();
    }
    assertThat(different(desk.run(shadow, "--report", "--format", "json"))).isEmpty();
    assertThat(desk.run(shadow, "--discard", "--execute").out()).contains("discarded");
    assertThat(data.resolve("shadow")).doesNotExist();
    try (Admin admin = new KafkaClients(desk.services.kafka).admin("test")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .filteredOn(name -> name.startsWith(topics.prefix()))
                      .noneMatch(name -> name.contains("shadow")));
    }
  }

  /** What a search says, which asks no cluster. */
  private static Outcome searched(List<String> command, String query) {
    return CommandCall.run(Stream.concat(command.stream(), Stream.of(query)).toList());
  }

  private Set<String> different(Outcome report) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : report.out().lines().filter(l -> l.startsWith("{\"id\"")).toList()) {
      ids.add(json.readTree(line).path("id").asText());
    }
    return ids;
  }

  /** Searches, and notes what finds fewer articles than there are. */
  private static Meanwhile.Round searching(IndexClient client, int least) {
    return faults -> {
      JsonNode found = client.search("", 1);
      if (found.path("total").asInt() < least) {
        faults.accept(found.toString());
      }
    };
  }
}

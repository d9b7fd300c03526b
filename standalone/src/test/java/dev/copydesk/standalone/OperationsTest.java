package dev.copydesk.standalone;

import static dev.copydesk.standalone.Operations.PATIENCE;
import static dev.copydesk.standalone.Operations.REVISED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** replay, dlq and verify, each a process of its own, beside running services. */
@OnCluster
class OperationsTest {

  @TempDir private Path folder;
  private final ObjectMapper json = new ObjectMapper();
  private Cluster cluster;
  private Topics topics;
  private Operations desk;

  @BeforeEach
  void start(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    desk = new Operations(cluster, topics, folder);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void verifyFindsAndRepairsWhatIsPlanted() throws Exception {
    Outcome whole = desk.run("verify", "--url", desk.url());
    assertThat(whole.out()).contains("21 articles compared, 0 faults");
    assertThat(whole.status()).isZero();

    String lost = desk.articles.get(1).getId();
    String hidden = desk.articles.get(2).getId();
    EnrichedArticle stale =
        EnrichedArticle.newBuilder(desk.record(REVISED))
            .setRevision(10)
            .setSequence(40)
            .setText("The aqueduct is closed.")
            .build();
    desk.plant(lost, null);
    desk.plant(REVISED, stale);
    // To the index a record that is no newer than its tombstone is late.
    EnrichedArticle same = desk.record(hidden);
    desk.plant(hidden, null);
    desk.plant(hidden, same);

    // What has not reached the index yet cannot be missed there.
    Outcome planted =
        await()
            .atMost(PATIENCE)
            .until(
                () -> desk.run("verify", "--format", "json", "--url", desk.url()),
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

    Outcome repaired = desk.run("verify", "--repair", "--url", desk.url());
    assertThat(repaired.out()).contains("3 repaired, 0 left");
    assertThat(repaired.status()).isZero();
    assertThat(desk.record(REVISED).getSequence()).isEqualTo(41);
    assertThat(desk.run("verify", "--url", desk.url()).status()).isZero();
  }

  @Test
  void aReplayIsPlannedRunListedAndChangesNothing() throws Exception {
    Outcome plan = desk.run("replay", "--query", "crossed aqueduct", "--url", desk.url());
    assertThat(plan.status()).isZero();
    assertThat(plan.out())
        .contains("22 articles", "at most 20 enriched articles are meant", "nothing was done");
    assertThat(desk.run("replay", "list").out()).isEmpty();

    Map<String, EnrichedArticle> written = desk.services.last();
    assertThat(
            desk.run("replay", "--query", "crossed aqueduct", "--url", desk.url(), "--execute")
                .out())
        .contains("replayed: 20 articles");
    assertThat(desk.run("replay", "--where", "revision=20", "--execute", "--rate", "50").out())
        .contains("replayed: 2 articles");
    assertThat(desk.run("replay", "--to-earliest", "--execute").out())
        .contains("replayed: 22 articles");
    assertThat(desk.records(topics.replay().name())).isEqualTo(44);
    // Not their number: what was superseded may be compacted away meanwhile. A write raises the
    // sequence, which is part of the record.
    assertThat(desk.services.last()).isEqualTo(written);

    List<JsonNode> listed = desk.replays();
    assertThat(listed).hasSize(3).allMatch(r -> r.path("state").asText().equals("completed"));
    String id = listed.getFirst().path("id").asText();
    assertThat(desk.run("replay", "show", id.substring(0, 8)).out()).contains("\"fed\" : 22");
    assertThat(desk.run("replay", "resume", id).status()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(desk.run("replay", "--to-earliest").out()).contains("of the last whole replay");
  }

  @Test
  void deadLettersAreShownTriedAgainExportedAndDropped() throws Exception {
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(
          topics.raw().name(), "poison", "no\u001b[2Jframe".getBytes(StandardCharsets.UTF_8));
      writer.write(topics.raw().name(), "binary", new byte[] {0, 0, 0, 0, 99, -1, -2});
    }
    await().atMost(PATIENCE).until(() -> desk.records(topics.deadLetters().name()) == 2);
    assertThat(desk.run("dlq", "list").out())
        .contains("enrich NOT_FRAMED: 1 open", "enrich UNKNOWN_SCHEMA: 1 open", "2 open");
    Outcome shown = desk.run("dlq", "show", "--stage", "enrich");
    assertThat(shown.out())
        .contains("no\\u001b[2Jframe", "00 00 00 00 63 ff fe", topics.raw().name() + "-")
        .doesNotContain("\u001b");

    Path letters = folder.resolve("letters");
    assertThat(desk.run("dlq", "export", "--to", letters.toString()).out()).contains("2 letters");
    try (Stream<Path> files = Files.list(letters)) {
      assertThat(files).hasSize(4);
    }
    Outcome again = desk.run("dlq", "retry", "--code", "NOT_FRAMED");
    assertThat(again.status()).isEqualTo(ExitStatus.BAD_INPUT.code());
    assertThat(again.out()).contains("0 passed, 1 failed again, 0 stay open");
    assertThat(desk.run("dlq", "list").out()).contains("2 open");
    assertThat(desk.run("dlq", "list", "--handled").out()).contains("1 handled");
    assertThat(desk.run("dlq", "drop", "--all", "--note", "of a test").out()).contains("2 dropped");
    assertThat(desk.run("dlq", "list").out()).isEqualToIgnoringNewLines("0 open");
    assertThat(desk.run("verify", "--url", desk.url()).status())
        .as("letters are no faults")
        .isZero();
  }

  @Test
  void anArticleThatIsWithdrawnDuringItsReplayIsNeverSeenAgain() throws Exception {
    try (IndexClient client = new IndexClient(URI.create(desk.url()))) {
      await().atMost(PATIENCE).until(() -> client.sequence(REVISED).isPresent());
      RawArticle kill =
          RawArticle.newBuilder(RawArticles.revision(REVISED, 30, "Kill."))
              .setStatus(ArticleStatus.CANCELED)
              .build();
      // Another tagger: every article would be written anew.
      desk.enrich(EntitySettings.Tagger.NONE);
      Process replay = desk.start("replay", "--to-earliest", "--rate", "4", "--execute");
      await().atMost(PATIENCE).until(() -> desk.records(topics.replay().name()) > 2);
      desk.services.raw(List.of(kill));
      await().atMost(PATIENCE).until(() -> client.sequence(REVISED).isEmpty());
      while (replay.isAlive()) {
        assertThat(client.sequence(REVISED)).isEmpty();
      }
      assertThat(replay.waitFor()).isZero();
      assertThat(desk.run("replay", "--ids", REVISED, "--execute").status()).isZero();
      assertThat(client.sequence(REVISED)).isEmpty();
      assertThat(desk.record(REVISED).getStatus()).isEqualTo(ArticleStatus.CANCELED);
    }
  }
}

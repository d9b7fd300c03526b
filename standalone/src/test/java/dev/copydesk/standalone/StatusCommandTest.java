package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.Topics;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicWriter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** status and top, each a process of its own, beside running services. */
@OnCluster
class StatusCommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void oneLookSaysHowEverythingIs(Cluster cluster, Topics topics, @TempDir Path folder)
      throws Exception {
    try (RunningServices services = RunningServices.all(cluster, topics, folder, Map.of());
        TopicWriter writer = new TopicWriter(cluster)) {
      Files.writeString(
          services.inbox().resolve("kiln.txt"), "More than 30 people saw the old kiln.");
      writer.write(topics.raw().name(), "poison", "no frame".getBytes(StandardCharsets.UTF_8));
      ObjectMapper json = new ObjectMapper();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Outcome outcome = run("status", "--format", "json", "--url", services.url());
                assertThat(outcome.status()).isZero();
                JsonNode status = json.readTree(outcome.out());
                assertThat(status.path("services")).hasSize(3);
                assertThat(status.path("deadLetters").path(0).path("code").asText())
                    .isEqualTo("NOT_FRAMED");
                assertThat(status.path("lastErrors").path(0).path("source").asText())
                    .startsWith(topics.raw().name());
                assertThat(status.path("fileToIndexSeconds").asDouble()).isPositive();
                assertThat(status.path("readers").findValuesAsText("name"))
                    .contains("index", topics.prefix() + "copydesk-enrich");
                assertThat(status.path("readers").findValuesAsText("records")).containsOnly("0");
              });
      Outcome text = run("status", "--url", services.url());
      assertThat(text.status()).isZero();
      assertThat(text.out())
          .contains(
              "ingest    ready",
              "enrich    ready",
              "index     ready",
              "letters   1 open: enrich NOT_FRAMED",
              "behind    index on " + topics.enriched().name() + ": 0 records",
              "files     0 wait",
              "replays   none under way");

      Outcome half = run("status", "--url", services.url() + ",http://127.0.0.1:1");
      assertThat(half.status()).isEqualTo(ExitStatus.UNAVAILABLE.code());
      assertThat(half.out()).contains("ingest    ready", "no answer NOT READY http://127.0.0.1:1");

      Process twice =
          CommandCall.start(
              List.of("top", "--every", "1", "--times", "2", "--url", services.url()));
      String shown = new String(twice.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(twice.waitFor()).isZero();
      assertThat(shown).doesNotContain("\u001b");
      assertThat(shown.lines().filter(line -> line.startsWith("copydesk top"))).hasSize(2);

      Process top = CommandCall.start(List.of("top", "--every", "1", "--url", services.url()));
      try (BufferedReader out =
          new BufferedReader(new InputStreamReader(top.getInputStream(), StandardCharsets.UTF_8))) {
        assertThat(out.readLine()).startsWith("copydesk top");
        top.destroy();
        assertThat(top.waitFor()).isEqualTo(143);
      }
    }
  }

  @Test
  void whatDoesNotAnswerIsSaid() throws Exception {
    Outcome nobody = run("status", "--url", "http://127.0.0.1:1");
    assertThat(nobody.status()).isEqualTo(ExitStatus.UNAVAILABLE.code());
    assertThat(nobody.out()).contains("no answer", "behind    unknown");
    assertThat(run("status", "--url", "ftp://nowhere").status())
        .isEqualTo(ExitStatus.CONFIGURATION.code());
  }

  private static Outcome run(String... arguments) {
    return CommandCall.run(List.of(arguments));
  }
}

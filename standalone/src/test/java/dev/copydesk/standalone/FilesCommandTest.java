package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.ingest.IngestService;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.ExitStatus;
import dev.copydesk.standalone.command.KnownSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code copydesk files} and {@code files retry}, each a process of its own, beside a live ingest.
 */
@OnCluster
class FilesCommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path temporary;
  private Path folder;
  private Cluster cluster;
  private Topics topics;

  @BeforeEach
  void create(Cluster cluster, Topics topics) throws IOException {
    this.cluster = cluster;
    this.topics = topics;
    this.folder = Files.createDirectory(temporary.toRealPath().resolve("inbox"));
  }

  @Test
  void listsEveryFileAndSendsFailedOnesAgain() throws Exception {
    drop("a.jsonl", "{\"uri\":\"one\",\"headline\":\"h\"}\n{\"uri\":\"two\",\"headline\":\"h\"}\n");
    try (IngestService _ = ingest()) {
      await().atMost(PATIENCE).until(this::quiet);
      drop("b.jsonl", Files.readString(folder.resolve("done/a.jsonl")));
      drop("c.jsonl", "{\"uri\":\"three\",\"headline\":\"h\"}\n{\"uri\":\"cut");
      drop("new\nline.txt", "An article in a file whose name would begin a line");
      drop("empty.txt", "");
      await().atMost(PATIENCE).until(this::quiet);

      Map<String, JsonNode> files = json(run("files", "--format", "json"));
      assertThat(files)
          .containsOnlyKeys("a.jsonl", "b.jsonl", "c.jsonl", "new\nline.txt", "empty.txt");
      JsonNode a = file(files, "a.jsonl");
      assertThat(a.path("state").asText()).isEqualTo("published");
      assertThat(a.path("articles").asInt()).isEqualTo(2);
      assertThat(a.path("published")).hasSize(2);
      assertThat(a.at("/published/1/topic").asText()).isEqualTo(topics.raw().name());
      assertThat(a.at("/published/1/offset").isIntegralNumber()).isTrue();
      assertThat(file(files, "b.jsonl").path("state").asText()).isEqualTo("duplicate");
      assertThat(file(files, "b.jsonl").path("duplicateOf").asText()).isEqualTo("a.jsonl");
      JsonNode c = file(files, "c.jsonl");
      assertThat(c.path("state").asText()).isEqualTo("partly-rejected");
      assertThat(c.at("/rejected/0/position").asInt()).isEqualTo(1);
      assertThat(c.at("/rejected/0/code").asText()).isEqualTo("NOT_JSON");
      assertThat(c.at("/rejected/0/remedy").asText()).isNotBlank();

      String table = run("files");
      assertThat(table.lines())
          .anyMatch(line -> line.contains("duplicate") && line.contains("b.jsonl  = a.jsonl"))
          .anyMatch(line -> line.contains("new\\u000aline.txt"))
          .anyMatch(line -> line.contains("NOT_JSON at 1: "))
          .anyMatch(line -> line.strip().startsWith("EMPTY_FILE: "))
          .anyMatch(line -> line.matches(" +" + topics.raw().name() + "-\\d+@\\d+.*"));
      assertThat(
              json(run("files", "--format", "json", "--state", "rejected", "--state", "duplicate")))
          .containsOnlyKeys("b.jsonl", "empty.txt");

      Process following =
          CommandCall.start(
              List.of("files", "--follow", "--format", "json", "--state", "published"),
              cluster,
              topics);
      BufferedReader told = following.inputReader(StandardCharsets.UTF_8);
      try {
        assertThat(List.of(told.readLine(), told.readLine()))
            .allMatch(line -> line.contains("published"));
        Files.writeString(folder.resolve("failed/empty.txt"), "Now it has its article");
        assertThat(run("files", "retry", "empty.txt", "--watch", folder.toString()))
            .contains("sent again: empty.txt");
        assertThat(new ObjectMapper().readTree(told.readLine()).path("path").asText())
            .isEqualTo("empty.txt");
      } finally {
        following.destroyForcibly();
      }
      assertThat(run("files", "retry", "--all", "--watch", folder.toString()))
          .contains("sent again: c.jsonl");
      await().atMost(PATIENCE).until(this::quiet);
      assertThat(folder.resolve("failed/c.jsonl")).exists();
      assertThat(outcome("files", "retry", "none.txt", "--watch", folder.toString()).status())
          .isEqualTo(ExitStatus.IO.code());
    }
  }

  private static JsonNode file(Map<String, JsonNode> files, String path) {
    return Objects.requireNonNull(files.get(path));
  }

  private IngestService ingest() {
    Settings settings =
        new Settings(
            KnownSettings.ALL,
            Map.of(
                "ingest.watch", folder.toString(),
                "ingest.state-dir", temporary.resolve("state").toString(),
                "ingest.at-rest", "100ms",
                "bootstrap.server", cluster.bootstrapServers(),
                "schema.registry.url", cluster.registryUrl(),
                "topics.prefix", topics.prefix(),
                "topics.replication", "1"),
            Map.of(),
            null);
    IngestService ingest =
        new IngestService(
            IngestSettings.from(settings),
            KafkaSettings.from(settings),
            new SimpleMeterRegistry(),
            new Health(),
            InstantSource.system());
    settings.check();
    ingest.start();
    return ingest;
  }

  private void drop(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private boolean quiet() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.noneMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private CommandCall.Outcome outcome(String... arguments) {
    List<String> command = List.of(arguments);
    // To send a file again is to move it: no cluster is asked.
    return command.contains("retry")
        ? CommandCall.run(command)
        : CommandCall.run(command, cluster, topics);
  }

  private String run(String... arguments) {
    CommandCall.Outcome outcome = outcome(arguments);
    assertThat(outcome.status()).as(outcome.out()).isZero();
    return outcome.out();
  }

  private static Map<String, JsonNode> json(String lines) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, JsonNode> byPath = new TreeMap<>();
    for (String line : lines.lines().toList()) {
      JsonNode file = json.readTree(line);
      assertThat(byPath.put(file.path("path").asText(), file)).as(line).isNull();
    }
    return byPath;
  }
}

package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The road end to end, as users walk it. Each test has articles of its own on the one stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoadIT {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Path ROOT = Path.of(System.getProperty("copydesk.root"));

  private Path folder;
  private Road road;

  @BeforeAll
  void start() throws IOException {
    // Stays after the tests: its logs tell what went wrong.
    folder =
        Files.createTempDirectory(
            Files.createDirectories(ROOT.resolve("standalone/target/road")), "it-");
    road = new Road(folder);
    road.start();
  }

  @AfterAll
  void stop() throws InterruptedException {
    road.close();
  }

  @Test
  void aDroppedPageIsFoundCleanAndPutAway() throws Exception {
    Path page = ROOT.resolve("seeds/quake-2-evening-toll.txt");
    road.drop("toll.txt", Files.readString(page));

    await().atMost(SOON).until(() -> road.total("\"Peru quake toll\"") > 0);

    JsonNode article =
        road.tail("news.enriched").stream()
            .filter(record -> record.at("/source/path").asText().equals("toll.txt"))
            .findFirst()
            .orElseThrow();
    assertThat(article.get("text").asText()).doesNotContain("Loading...");
    assertThat(article.get("removed").toString()).contains("Loading...");
    assertThat(article.get("entities")).isNotEmpty();
    for (JsonNode number : article.get("numbers")) {
      String field = number.get("field").asText().equals("TEXT") ? "text" : "headline";
      assertThat(
              article
                  .get(field)
                  .asText()
                  .substring(number.get("start").asInt(), number.get("end").asInt()))
          .isEqualTo(number.get("text").asText());
    }
    await().atMost(SOON).until(() -> Files.exists(road.inbox().resolve("done/toll.txt")));
  }

  @Test
  void whatHappenedIsLogged() {
    assertThat(folder.resolve("data/logs/copydesk.log")).content().contains("node.ready");
  }

  @Test
  void killedInTheMiddleNothingIsLostAndNothingTwice() throws Exception {
    int files = 400;
    for (int i = 0; i < files; i++) {
      road.drop("harbour-%03d.txt".formatted(i), harbour(i));
    }
    await().atMost(SOON).until(() -> count(road.inbox().resolve("done"), "harbour-") > files / 8);

    road.kill();
    road.start();

    awaitTotal("breakwater", files);
    await().atMost(SOON).until(() -> count(road.inbox().resolve("done"), "harbour-") == files);
    for (String topic : List.of("news.raw", "news.enriched")) {
      List<String> ids =
          road.tail(topic).stream()
              .filter(record -> record.at("/source/path").asText().startsWith("harbour-"))
              .map(record -> record.get("id").asText())
              .toList();
      assertThat(ids).as(topic).hasSize(files).doesNotHaveDuplicates();
    }
    assertThat(road.total("breakwater")).isEqualTo(files);
  }

  @Test
  void aReplayKilledMidwayAndRunAgainChangesNothing() throws Exception {
    for (int i = 0; i < 60; i++) {
      road.drop("council-%02d.txt".formatted(i), harbour(i).replace("breakwater", "aqueduct"));
    }
    awaitTotal("aqueduct", 60);
    Map<String, JsonNode> before = enriched();
    JsonNode hits = road.search("aqueduct");

    Process killed = replay();
    BufferedReader progress = killed.inputReader(StandardCharsets.UTF_8);
    assertThat(progress.readLine()).startsWith("news.raw partition");
    killed.destroyForcibly().waitFor();
    Process whole = replay();
    whole.inputReader(StandardCharsets.UTF_8).lines().forEach(_ -> {});
    assertThat(whole.waitFor()).isZero();

    assertThat(enriched()).isEqualTo(before);
    assertThat(road.search("aqueduct")).isEqualTo(hits);
  }

  @Test
  void brokenInputEndsInReceiptsAndTheNextFileIsFine() throws Exception {
    Path inbox = road.inbox();
    Files.createFile(inbox.resolve("empty.txt"));
    Files.writeString(inbox.resolve("blank.txt"), " \n\t\n");
    road.drop("torn.jsonl", item("torn:1", "lighthouse") + "\n{\"uri\":\"torn:2\",\"head");
    road.drop(
        "long.jsonl",
        "{\"uri\":\"long:1\",\"body_text\":\""
            + "x".repeat(50_000_000)
            + "\"}\n"
            + item("long:2", "lighthouse"));
    Files.createSymbolicLink(inbox.resolve("passwd.txt"), Path.of("/etc/passwd"));
    assertThat(new ProcessBuilder("mkfifo", inbox.resolve("pipe.txt").toString()).start().waitFor())
        .isZero();
    road.drop("two\nlines.txt", harbour(1).replace("breakwater", "lighthouse"));
    road.drop("next.txt", harbour(2).replace("breakwater", "lighthouse"));

    awaitTotal("lighthouse", 4);
    await().atMost(SOON).until(() -> count(inbox, "") == 0);

    Map<String, String> codes =
        road.tail("news.files").stream()
            .collect(
                Collectors.toMap(
                    receipt -> receipt.get("path").asText(),
                    receipt ->
                        receipt.get("state").asText()
                            + " "
                            + receipt.at("/rejected/0/code").asText(),
                    (_, last) -> last));
    assertThat(codes)
        .containsEntry("empty.txt", "REJECTED EMPTY_FILE")
        .containsEntry("blank.txt", "REJECTED BLANK_FILE")
        .containsEntry("torn.jsonl", "PARTLY_REJECTED NOT_JSON")
        .containsEntry("long.jsonl", "PARTLY_REJECTED LINE_TOO_LONG")
        .containsEntry("passwd.txt", "REJECTED NOT_A_REGULAR_FILE")
        .containsEntry("pipe.txt", "REJECTED NOT_A_REGULAR_FILE")
        .containsEntry("two\nlines.txt", "PUBLISHED ")
        .containsEntry("next.txt", "PUBLISHED ");
  }

  @Test
  void aConsumerInJavaOfSomebodyElseReadsTheTopic() throws Exception {
    road.drop("java.txt", harbour(7).replace("breakwater", "viaduct"));
    awaitTotal("viaduct", 1);

    Process consumer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Road.lib() + "/*",
                ROOT.resolve("schemas/examples/java/Downstream.java").toString(),
                road.bootstrapServer(),
                road.registry())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(
              consumer
                  .inputReader(StandardCharsets.UTF_8)
                  .lines()
                  .anyMatch(line -> line.contains("viaduct")))
          .isTrue();
    } finally {
      consumer.destroy();
    }
  }

  @Test
  void aConsumerInNodeOfSomebodyElseReadsTheTopic() throws Exception {
    assumeTrue(
        runs("node", "--version") && runs("npm", "--version"),
        "needs Node.js and npm, which are not here");
    Path example = copyOf(ROOT.resolve("schemas/examples/node"));
    road.drop("node.txt", harbour(8).replace("breakwater", "funicular"));
    awaitTotal("funicular", 1);

    Process install =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund")
            .directory(example.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("npm.out").toFile())
            .start();
    assertThat(install.waitFor()).as("npm ci").isZero();
    List<String> command =
        new ArrayList<>(List.of("node", "consume.js", "--from-beginning", "--timeout-ms", "20000"));
    command.addAll(road.cluster());
    Process consumer =
        new ProcessBuilder(command)
            .directory(example.toFile())
            .redirectError(folder.resolve("consume.err").toFile())
            .start();
    try {
      String line =
          consumer
              .inputReader(StandardCharsets.UTF_8)
              .lines()
              .filter(text -> text.contains("funicular"))
              .findFirst()
              .orElseThrow();
      assertThat(line).contains("\"kind\":\"cardinal\"");
    } finally {
      consumer.destroy();
    }
  }

  private void awaitTotal(String query, long total) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(road.total(query)).as(query).isEqualTo(total));
  }

  private Process replay() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("replay", "--to-earliest", "--execute"));
    arguments.addAll(road.cluster());
    return Road.command(arguments.toArray(String[]::new))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The enriched record of every article, the latest of each. */
  private Map<String, JsonNode> enriched() throws IOException, InterruptedException {
    return road.tail("news.enriched").stream()
        .collect(
            Collectors.toMap(
                record -> record.get("id").asText(),
                record -> record,
                (a, b) ->
                    Objects.requireNonNull(
                        Stream.of(a, b)
                            .max(Comparator.comparingLong(r -> r.get("sequence").asLong()))
                            .orElse(b))));
  }

  private static String harbour(int i) {
    return """
    Council number %1$d votes on breakwater plan

    By Ana Example

    The council of district %1$d voted on Tuesday to spend $%2$d million on a breakwater, the mayor said.

    At least %3$d people attended the meeting in Lisbon, which lasted three hours, according to the city.
    """
        .formatted(i, i + 2, i + 30);
  }

  private static String item(String uri, String word) {
    return """
    {"uri":"%s","headline":"Keeper of the %s retires","body_text":"The keeper of the %s in Porto retires after 41 years, the coast guard said on Monday.","versioncreated":"2026-10-05T08:00:00Z"}\
    """
        .formatted(uri, word, word);
  }

  private static long count(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .count();
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private Path copyOf(Path example) throws IOException {
    Path copy = Files.createDirectory(folder.resolve("node"));
    for (String name : List.of("package.json", "package-lock.json", "consume.js")) {
      Files.copy(example.resolve(name), copy.resolve(name));
    }
    return copy;
  }
}

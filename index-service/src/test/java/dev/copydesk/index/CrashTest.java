package dev.copydesk.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the index service by SIGKILL among live traffic, and holds what is kept beside the topic,
 * record by record.
 *
 * <p>The long form runs with the profile {@code faults}. {@code -Dcopydesk.seed=N} repeats a run's
 * choices, though not its timing.
 */
@OnCluster
@OnOpenSearch
class CrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_LIFE_MILLIS = 500;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path home;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @SuppressWarnings("NullAway.Init") // Before each test.
  private IndexRig rig;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    rig = IndexRig.of(cluster, topics, node, home);
  }

  /** Without OpenSearch, where the group waits for each of the dead some seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl"})
  void killedThreeTimes(String target) throws Exception {
    killAmidTraffic(target, 3, 2_000);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl", "opensearch"})
  void killedThirtyTimes(String target) throws Exception {
    killAmidTraffic(target, 30, 20_000);
  }

  private void killAmidTraffic(String target, int kills, int records) throws Exception {
    System.out.printf("crashes: sink=%s seed=%d%n", target, seed);
    long begun = System.nanoTime();
    try (Traffic traffic = new Traffic(rig.kafka(), new Random(seed));
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      for (int kill = 0; kill < kills; kill++) {
        try (Child child = Child.start(IndexChild.class, rig, target, "false")) {
          Future<?> writing = writer.submit(() -> traffic.write(records / kills));
          child.await("reading");
          assertThat(child.process().isAlive()).as(child::said).isTrue();
          child.killAfter(random.nextInt(LONGEST_LIFE_MILLIS));
          writing.get();
        }
      }
      traffic.write(records % kills);
    }
    try (Child last = Child.start(IndexChild.class, rig, target, "true")) {
      last.await("caughtup");
      last.awaitEnd(PATIENCE.toSeconds());
    }
    Map<String, Long> expected = rig.inTopic();
    assertThat(kept(target)).as("seed %d", seed).isEqualTo(expected);
    System.out.printf(
        "crashes: sink=%s seed=%d kills=%d records=%d articles=%d seconds=%d%n",
        target,
        seed,
        kills,
        records,
        expected.size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
  }

  private Map<String, Long> kept(String target) throws IOException {
    return target.equals("jsonl") ? inFiles(rig.kept()) : rig.ask(target, Visible::in);
  }

  /** What a reader makes of the files; each line must be there once. */
  private static Map<String, Long> inFiles(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(path -> path.toString().contains("articles-")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(new ObjectMapper().readTree(line));
        }
      }
    }
    assertThat(lines)
        .filteredOn(line -> !line.path("status").asText().equals("DELETED"))
        .extracting(line -> line.path("id").asText() + " " + line.path("sequence").asText())
        .doesNotHaveDuplicates();
    Map<String, Long> kept = new HashMap<>();
    for (JsonNode line : lines) {
      if (line.path("status").asText().equals("USABLE")) {
        kept.put(line.path("id").asText(), line.path("sequence").asLong());
      } else {
        kept.remove(line.path("id").asText());
      }
    }
    return kept;
  }
}

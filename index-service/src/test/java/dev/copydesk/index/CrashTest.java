package dev.copydesk.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.Meanwhile;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the index service by SIGKILL among live traffic, at any time and at every failpoint, and
 * holds what is kept beside the topic, record by record.
 *
 * <p>The long form runs with the profile {@code faults}. {@code -Dcopydesk.seed=N} repeats a run's
 * choices, though not its timing.
 */
@OnCluster
@OnOpenSearch
class CrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_LIFE_MILLIS = 500;
  private static final int MOST_PASSED = 4;
  private static final int RECORDS_AT_ONCE = 20;
  private static final Duration PACE = Duration.ofMillis(20);

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
    killAtAnyTime(target, 3);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl", "opensearch"})
  void killedThirtyTimes(String target) throws Exception {
    killAtAnyTime(target, 30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl"})
  void killedAtEachFailpoint(String target) throws Exception {
    killAtFailpoints(target, 1);
  }

  /** {@code -Dcopydesk.kills=N} times each (20). */
  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl", "opensearch"})
  void killedTwentyTimesAtEachFailpoint(String target) throws Exception {
    killAtFailpoints(target, Integer.getInteger("copydesk.kills", 20));
  }

  private void killAtAnyTime(String target, int kills) throws Exception {
    List<Kill> all = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      all.add(
          () -> {
            try (Child child = Child.start(IndexChild.class, rig, target, "false")) {
              child.await("reading");
              assertThat(child.process().isAlive()).as(child::said).isTrue();
              child.killAfter(random.nextInt(LONGEST_LIFE_MILLIS));
            }
          });
    }
    killAmidTraffic(target, all);
  }

  private void killAtFailpoints(String target, int times) throws Exception {
    List<Kill> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Failpoint failpoint : Failpoint.values()) {
        // It begins once.
        int nth = failpoint == Failpoint.BEGUN ? 1 : 1 + random.nextInt(MOST_PASSED);
        all.add(
            () -> {
              try (Child child =
                  Child.start(HaltingChild.class, rig, target, failpoint + " " + nth)) {
                child.await("reached");
              }
            });
      }
    }
    Collections.shuffle(all, random);
    killAmidTraffic(target, all);
  }

  @FunctionalInterface
  private interface Kill {
    void kill() throws Exception;
  }

  private void killAmidTraffic(String target, List<Kill> kills) throws Exception {
    System.out.printf("crashes: sink=%s seed=%d%n", target, seed);
    long begun = System.nanoTime();
    try (Traffic traffic = new Traffic(rig.kafka(), new Random(seed));
        Meanwhile _ =
            Meanwhile.repeat(
                _ -> {
                  traffic.write(RECORDS_AT_ONCE);
                  LockSupport.parkNanos(PACE.toNanos());
                })) {
      for (Kill kill : kills) {
        kill.kill();
      }
    }
    try (Child last = Child.start(IndexChild.class, rig, target, "true")) {
      last.await("caughtup");
      last.awaitEnd(PATIENCE.toSeconds());
    }
    Map<String, Long> expected = rig.inTopic();
    assertThat(kept(target)).as("seed %d", seed).isEqualTo(expected);
    // One may be written twice, where the crash was between the letter and the place.
    assertThat(rig.letters()).as("seed %d", seed).containsOnlyElementsOf(rig.junk());
    System.out.printf(
        "crashes: sink=%s seed=%d kills=%d articles=%d junk=%d letters=%d seconds=%d%n",
        target,
        seed,
        kills.size(),
        expected.size(),
        rig.junk().size(),
        rig.letters().size(),
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

package dev.copydesk.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the index service by SIGKILL while it builds its index anew, among live traffic: at shares
 * of the way, and where the new index takes the place of the old one.
 *
 * <p>The long form runs with the profile {@code faults}. {@code -Dcopydesk.seed=N} repeats a run's
 * choices, though not its timing.
 */
@OnCluster
@OnOpenSearch
class RebuildCrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** The crossing takes about so long. */
  private static final int CROSSING_MILLIS = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @SuppressWarnings("NullAway.Init") // Before each test.
  private IndexRig rig;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    rig = IndexRig.of(cluster, topics, node, folder);
  }

  @Test
  void isSwappedOnceAndEqualsOneBuiltStraight() throws Exception {
    killWhileBuilding("lucene", 2, 3_000);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void isSwappedOnceAndEqualsOneBuiltStraightAfterManyKills(String target) throws Exception {
    killWhileBuilding(target, 12, 60_000);
  }

  private void killWhileBuilding(String target, int kills, int records) throws Exception {
    System.out.printf("rebuild crashes: sink=%s seed=%d%n", target, seed);
    try (Traffic traffic = new Traffic(rig.kafka(), new Random(seed));
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      traffic.write(records);
      for (int kill = 1; kill <= kills; kill++) {
        boolean last = kill == kills;
        double share = last ? 1 : (double) kill / kills;
        try (Child child =
            Child.start(RebuildChild.class, rig, target, String.valueOf(kill == 1))) {
          Future<?> writing = writer.submit(() -> traffic.write(50));
          String line = child.line(said -> said.equals("over") || isBeyond(said, share));
          assertThat(line).as(child::said).isNotNull();
          child.killAfter(last ? random.nextInt(CROSSING_MILLIS) : 0);
          writing.get();
          System.out.printf("rebuild crashes: kill=%d at=\"%s\"%n", kill, line);
        }
      }
    }
    try (Child child = Child.start(RebuildChild.class, rig, target, "false")) {
      child.await("over");
      child.awaitEnd(PATIENCE.toSeconds());
    }

    try (RunningIndex running = rig.start(target)) {
      await(running);
      assertThat(running.get("/api/v1/index/kept").path("kept"))
          .as("seed %d: what the new index took the place of", seed)
          .hasSize(1);
    }
    IndexRig elsewhere = rig.elsewhere();
    try (RunningIndex straight = elsewhere.start(target)) {
      await(straight);
    }
    assertThat(rig.ask(target, Visible::in)).isEqualTo(rig.inTopic()).isNotEmpty();
    assertThat(rig.ask(target, Visible::hash))
        .as("seed %d", seed)
        .isEqualTo(elsewhere.ask(target, Visible::hash));
    assertThat(rig.replays().all())
        .singleElement()
        .satisfies(
            replay -> {
              assertThat(replay.getTarget()).isEqualTo(ReplayTarget.INDEX);
              assertThat(replay.getState()).isEqualTo(ReplayState.COMPLETED);
            });
    assertThat(ends()).hasSize(1);
  }

  /** Each time that a new index was said to have taken over. */
  private List<ReplayProgress> ends() {
    return TopicReader.readAll(rig.cluster(), rig.kafka().topics().replays().name()).stream()
        .map(record -> RunningIndex.codec(rig.kafka()).decode(ReplayProgress.class, record.value()))
        .filter(event -> event.getState() == ReplayState.COMPLETED)
        .toList();
  }

  private static boolean isBeyond(String line, double share) {
    String[] words = line.split(" ", 3);
    return words[0].equals("done")
        && Long.parseLong(words[2]) > 0
        && Long.parseLong(words[1]) >= share * Long.parseLong(words[2]);
  }

  private static void await(RunningIndex running) {
    Awaitility.await().atMost(PATIENCE).until(running::ready);
  }
}

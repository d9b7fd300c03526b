package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills replays by SIGKILL among live traffic and asks whether what readers see is, by hash, what a
 * straight run over the same raw articles gives.
 *
 * <p>The long form runs with the profile {@code faults}, over {@code -Dcopydesk.articles=N}
 * articles (50,000). {@code -Dcopydesk.seed=N} repeats a run's choices, though not its timing.
 */
@OnCluster
class ReplayCrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @TempDir Path state;
  @TempDir Path straightState;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<RawArticle> known = new ArrayList<>();
  private int live;

  @BeforeAll
  static void letThreadsDie() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @Test
  void whatReadersSeeIsThatOfAStraightRun(Cluster cluster, Topics topics) throws Exception {
    runs(cluster, topics, 300, 1, 2, 100);
  }

  @Test
  @Tag("faults")
  void whatReadersSeeIsThatOfAStraightRunAtLength(Cluster cluster, Topics topics) throws Exception {
    runs(cluster, topics, Integer.getInteger("copydesk.articles", 50_000), 2, 5, 1_000);
  }

  private void runs(Cluster cluster, Topics topics, int articles, int replays, int kills, int rate)
      throws Exception {
    System.out.println("seed " + seed);
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    for (int from = 0; from < articles; from += 1_000) {
      List<RawArticle> some =
          IntStream.range(from, Math.min(articles, from + 1_000))
              .mapToObj(ReplayCrashTest::article)
              .toList();
      rig.live(some);
      known.addAll(some);
    }
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitPassed(PATIENCE);
      ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
      var writing =
          traffic.scheduleWithFixedDelay(
              () -> rig.live(List.of(next())), 0, 40, TimeUnit.MILLISECONDS);
      try {
        for (int replay = 0; replay < replays; replay++) {
          replay(cluster, rig, articles, kills, rate);
        }
      } finally {
        traffic.shutdown();
        assertThat(traffic.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(writing.state()).as("traffic").isNotEqualTo(Future.State.FAILED);
      rig.awaitPassed(PATIENCE);
    }
    assertThat(live).isPositive();
    assertThat(rig.last()).as("seed %d", seed).isEqualTo(straight(rig));
    assertThat(rig.records(topics.deadLetters())).isEmpty();
  }

  /** One replay, killed so many times on its way and taken up each time. */
  private void replay(Cluster cluster, EnrichRig rig, int articles, int kills, int rate)
      throws Exception {
    String id = "-";
    for (int kill = 1; kill <= kills; kill++) {
      long at = (long) articles * kill / (kills + 1) - random.nextInt(articles / (kills + 1) / 2);
      Process child = start(cluster, rig, rate, id);
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        String line = out.readLine();
        while (line != null && Long.parseLong(line.substring("fed ".length())) < at) {
          line = out.readLine();
        }
        assertThat(line).as("the replay goes on to be killed").isNotNull();
      } finally {
        child.destroyForcibly().waitFor();
      }
      var last = rig.log().all().getFirst();
      assertThat(last.getState()).isEqualTo(ReplayState.RUNNING);
      assertThat(last.getFed()).isGreaterThanOrEqualTo(at);
      id = last.getId();
    }
    Process child = start(cluster, rig, rate, id);
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().toList()).endsWith("ended COMPLETED");
    } finally {
      child.destroyForcibly().waitFor();
    }
    var last = rig.log().all().getFirst();
    assertThat(last.getId()).isEqualTo(id);
    long planned =
        last.getPartitions().stream().mapToLong(part -> part.getTo() - part.getFrom()).sum();
    assertThat(last.getFed()).as("every record once").isEqualTo(planned);
  }

  private static Process start(Cluster cluster, EnrichRig rig, int rate, String id)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ReplayChild.class.getName(),
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            rig.topics.prefix(),
            rig.applicationId(),
            Integer.toString(rate),
            id)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** What the same raw records come to, enriched once. */
  private Map<String, ByteBuffer> straight(EnrichRig rig) {
    EnrichRig straight = rig.withSameRaw(straightState);
    try (EnrichService _ = straight.start(Annotators.real("1"))) {
      straight.awaitPassed(PATIENCE);
    }
    return straight.last();
  }

  private RawArticle next() {
    live++;
    return RawArticles.amid(known, article(1_000_000 + live), live, random);
  }

  private static RawArticle article(int i) {
    return RawArticles.text(
        i + ".txt", "More than %d people came to Lisbon, the mayor said.".formatted(i));
  }
}

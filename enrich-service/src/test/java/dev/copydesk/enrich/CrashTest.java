package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.Meanwhile;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the enrich service by SIGKILL at every failpoint among live traffic, and asks whether every
 * record that came of it, and no other, comes of a straight run over the same raw articles: of each
 * article the same last record under the same number, and the same dead letters.
 *
 * <p>The long form runs with the profile {@code faults}, {@code -Dcopydesk.kills=N} times at each
 * failpoint (20). {@code -Dcopydesk.seed=N} repeats a run's choices, though not its timing.
 */
@OnCluster
class CrashTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PACE = Duration.ofMillis(20);
  private static final int KNOWN = 200;
  private static final int MOST_PASSED = 4;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<RawArticle> known = new ArrayList<>();

  /** What is restored from Kafka is what was not on this one. */
  private int disks;

  /** A stream thread that dies of an outage is waited out. */
  @BeforeAll
  static void letThreadsDie() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @Test
  void killedAtEachFailpoint(Cluster cluster, Topics topics) throws Exception {
    killAmidTraffic(cluster, topics, 1);
  }

  @Tag("faults")
  @Test
  void killedTwentyTimesAtEachFailpoint(Cluster cluster, Topics topics) throws Exception {
    killAmidTraffic(cluster, topics, Integer.getInteger("copydesk.kills", 20));
  }

  private void killAmidTraffic(Cluster cluster, Topics topics, int times) throws Exception {
    System.out.printf("enrich crashes: seed=%d home=%s%n", seed, home);
    Files.createDirectories(home.resolve("tmp"));
    EnrichRig rig = new EnrichRig(cluster, topics, state());
    IntStream.range(0, KNOWN).mapToObj(CrashTest::article).forEach(known::add);
    rig.live(known);
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitPassed(PATIENCE);
    }

    List<Failpoint> failpoints = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      failpoints.addAll(Arrays.asList(Failpoint.values()));
    }
    Collections.shuffle(failpoints, random);
    Map<Failpoint, Integer> kills = new EnumMap<>(Failpoint.class);
    long begun = System.nanoTime();
    try (Meanwhile _ = Meanwhile.repeat(new Traffic(rig, new Random(seed)))) {
      for (Failpoint failpoint : failpoints) {
        killAt(failpoint, cluster, rig);
        kills.merge(failpoint, 1, Integer::sum);
      }
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    finish(new EnrichRig(cluster, topics, state()));
    EnrichRig straight = rig.withSameRaw(home.resolve("straight"));
    finish(straight);
    Map<String, String> last = last(rig);
    List<String> letters = letters(rig);
    System.out.printf(
        "enrich crashes: seed=%d kills=%s seconds=%d raw=%d articles=%d letters=%d%n",
        seed,
        kills,
        took.toSeconds(),
        rig.records(topics.raw()).size(),
        last.size(),
        letters.size());
    assertThat(kills).containsOnlyKeys(Failpoint.values());
    assertThat(letters).as("seed %d", seed).isNotEmpty().isEqualTo(letters(straight));
    Map<String, String> expected = last(straight);
    assertThat(last).as("seed %d", seed).hasSameSizeAs(expected);
    assertThat(last.entrySet()).as("seed %d", seed).allMatch(expected.entrySet()::contains);
  }

  private void killAt(Failpoint failpoint, Cluster cluster, EnrichRig rig) throws Exception {
    if (failpoint == Failpoint.RESTORING) {
      disks++;
    }
    int nth = failpoint == Failpoint.RESTORING ? 1 : 1 + random.nextInt(MOST_PASSED);
    Process child = start(failpoint, nth, cluster, rig);
    CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .execute(child::destroyForcibly);
    try (BufferedReader said = child.inputReader()) {
      assertThat(said.readLine())
          .as("seed %d, the %dth %s, see %s", seed, nth, failpoint, log())
          .isEqualTo("reached");
    } finally {
      child.destroyForcibly().waitFor();
    }
    // RocksDB leaves its library there.
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      left.map(Path::toFile).forEach(File::delete);
    }
  }

  private Process start(Failpoint failpoint, int nth, Cluster cluster, EnrichRig rig)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xlog:disable",
            "-Dlog4j2.level=INFO",
            "-Djava.io.tmpdir=" + home.resolve("tmp"),
            "-D" + HaltingClients.FAILPOINT + "=" + failpoint,
            "-D" + HaltingClients.FAILPOINT + ".nth=" + nth,
            "-D" + HaltingClients.PREFIX + "=" + rig.topics.prefix(),
            "-cp",
            System.getProperty("java.class.path"),
            EnrichChild.class.getName(),
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            rig.topics.prefix(),
            state().toString())
        .redirectError(Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path state() {
    return home.resolve("state-" + disks);
  }

  private Path log() {
    return home.resolve("log");
  }

  /** Articles new and known, kill notices, embargoes that end at once, the same again, and junk. */
  private final class Traffic implements Meanwhile.Round {

    private final EnrichRig rig;
    private final Random choices;
    private int number;

    Traffic(EnrichRig rig, Random choices) {
      this.rig = rig;
      this.choices = choices;
    }

    @Override
    public void run(Consumer<String> faults) {
      number++;
      RawArticle fresh = article(KNOWN + number);
      switch (choices.nextInt(8)) {
        case 0 -> rig.bytes("junk-" + number, new byte[] {1, 2, 3});
        case 1 -> rig.live(List.of(known.get(choices.nextInt(KNOWN))));
        case 2 ->
            rig.live(
                List.of(
                    RawArticle.newBuilder(fresh)
                        .setEmbargoed(Instant.now().plusSeconds(2).toEpochMilli())
                        .build()));
        default -> rig.live(List.of(RawArticles.amid(known, fresh, number, choices)));
      }
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  /** Until each article is enriched, those too whose time is yet to come. */
  private static void finish(EnrichRig rig) throws InterruptedException {
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitPassed(PATIENCE);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> last(rig).keySet().containsAll(articles(rig)));
    }
  }

  private static List<String> articles(EnrichRig rig) {
    return rig.records(rig.topics.raw()).stream()
        .map(ConsumerRecord::key)
        .filter(key -> !key.startsWith("junk-"))
        .distinct()
        .toList();
  }

  /** What is said last of each article, its number included: as many were said before it. */
  private static Map<String, String> last(EnrichRig rig) {
    Map<String, EnrichedArticle> last = new TreeMap<>();
    for (EnrichedArticle article : rig.enriched()) {
      EnrichedArticle before = last.put(article.getId(), article);
      assertThat(before == null ? 0 : before.getSequence())
          .as("the number before that of %s", article.getId())
          .isLessThan(article.getSequence());
    }
    Map<String, String> said = new TreeMap<>();
    last.forEach(
        (id, article) ->
            said.put(id, article.getSequence() + " " + Results.digest(article).hashCode()));
    return said;
  }

  private static List<String> letters(EnrichRig rig) {
    return rig.records(rig.topics.deadLetters()).stream()
        .map(ConsumerRecord::key)
        .sorted()
        .toList();
  }

  private static RawArticle article(int i) {
    return RawArticles.text(
        i + ".txt", "More than %d people came to Lisbon, the mayor said.".formatted(i));
  }
}

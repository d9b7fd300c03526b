package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.Meanwhile;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index built anew while it is searched and written to, over real parts. */
@OnCluster
@OnOpenSearch
class RebuildTest {

  private static final String REBUILD = "/api/v1/index/rebuild";
  private static final String KEPT = "/api/v1/index/kept";
  private static final int ARTICLES = 3_000;

  /** So many are not read into an index between two words to it. */
  private static final int MANY = 20_000;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private IndexRig rig;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    rig = IndexRig.of(cluster, topics, node, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void isSearchedAllTheWhileAndShowsNothingThatIsWithdrawn(String sink) {
    rig.write("a", 1, ARTICLES);
    try (TopicWriter writer = new TopicWriter(rig.cluster())) {
      writer.write(rig.kafka().topics().enriched().name(), "broken", new byte[] {9});
    }
    try (RunningIndex running = rig.start(sink)) {
      await().until(() -> running.ready() && running.total("") == ARTICLES);
      Writing writing = new Writing();
      try (Meanwhile searching = Meanwhile.repeat(searching(running, "a7"));
          Meanwhile traffic = Meanwhile.repeat(writing)) {
        await().until(() -> searching.rounds() > 20);
        assertThat(running.send("POST", REBUILD).statusCode()).isEqualTo(202);
        await().until(() -> phase(running).equals("COMPLETED"));
        long asked = searching.rounds();
        await().until(() -> searching.rounds() > asked + 20);
        traffic.close();
        await().until(() -> running.total("") == writing.left());
        assertThat(searching.faults()).isEmpty();
      }
      await().until(running::ready);
      // The letter of the broken record is the one of its first reading.
      assertThat(running.count(ConsumerMetrics.ERRORS)).isEqualTo(1);
      assertThat(running.get("/api/v1/articles/a7").path("code").asText()).isEqualTo("WITHDRAWN");
      long found = running.total("");
      assertThat(running.get(KEPT).path("kept")).hasSize(1);
      assertThat(running.change("DELETE", KEPT).path("kept")).hasSize(1);
      assertThat(running.get(KEPT).path("kept")).isEmpty();
      assertThat(running.total("")).isEqualTo(found);
    }
    try (RunningIndex running = rig.start(sink)) {
      await().until(() -> running.ready());
      assertThat(running.count(ConsumerMetrics.INDEXED)).isZero();
      assertThat(running.count(ConsumerMetrics.REBUILDS)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void goesOnByItselfWithWhatAKilledProcessBegan(String kind) {
    rig.write("a", 1, 50);
    try (RunningIndex running = rig.start(kind)) {
      await().until(() -> running.ready() && running.total("") == 50);
    }
    try (Sink sink = begun(kind)) {
      assertThat(sink.position()).isPresent();
    }
    try (RunningIndex running = rig.start(kind)) {
      await().until(() -> phase(running).equals("COMPLETED"));
      assertThat(running.total("")).isEqualTo(50);
      assertThat(running.get(KEPT).path("kept")).hasSize(1);
    }
  }

  @Test
  void isAReplayAmongTheOthers() {
    rig.write("a", 1, ARTICLES);
    String id;
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> running.ready() && running.total("") == ARTICLES);
      id = running.change("POST", REBUILD).path("replay").asText();
      await().until(() -> !replay(running).isMissingNode());
    }
    // It was stopped with its service, or had ended before.
    assertThat(rig.replays().find(id))
        .extracting(ReplayProgress::getState)
        .containsAnyOf(ReplayState.PAUSED, ReplayState.COMPLETED);
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> replay(running).path("state").asText().equals("completed"));
      JsonNode replay = replay(running);
      assertThat(replay.path("id").asText()).isEqualTo(id);
      assertThat(replay.path("target").asText()).isEqualTo("index");
      assertThat(replay.path("share").asDouble()).isEqualTo(1);
      assertThat(replay.path("fed").asLong()).isEqualTo(ARTICLES);
      assertThat(running.get(KEPT).path("kept")).hasSize(1);
    }
  }

  @Test
  void isPausedResumedAndCanceledByWhatReplaysAreToldBy() {
    rig.write("a", 1, MANY);
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> running.ready() && running.total("") == MANY);
      // It may be done before it hears: then once more.
      await().until(() -> phaseAfter(running, ReplayState.PAUSED).equals("PAUSED"));
      String paused = running.get(REBUILD).path("replay").asText();
      assertThat(replay(running).path("state").asText()).isEqualTo("paused");
      assertThat(running.change("POST", REBUILD).path("replay").asText()).isEqualTo(paused);
      await().until(() -> phase(running).equals("COMPLETED"));
      await().until(() -> replay(running).path("state").asText().equals("completed"));
      await().until(() -> phaseAfter(running, ReplayState.CANCELED).equals("CANCELED"));
      await().until(() -> replay(running).path("state").asText().equals("canceled"));
      assertThat(running.total("")).isEqualTo(MANY);
    }
  }

  /** Begins one, and once it is heard of orders it to be so; what became of it. */
  private String phaseAfter(RunningIndex running, ReplayState order) {
    String id = running.change("POST", REBUILD).path("replay").asText();
    await().until(() -> replay(running).path("id").asText().equals(id));
    ReplayProgress begun = rig.replays().find(id).getFirst();
    if (begun.getState() == ReplayState.RUNNING) {
      rig.replays().order(begun, order);
    }
    await().until(() -> !phase(running).equals("RUNNING"));
    return phase(running);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void isGivenUpWhereThatWasSaidWhileNobodyWasAtIt(String kind) {
    rig.write("a", 1, 50);
    try (RunningIndex running = rig.start(kind)) {
      await().until(() -> running.ready() && running.total("") == 50);
    }
    String name;
    try (Sink sink = begun(kind)) {
      name = ((Succession) sink).begun().orElseThrow();
    }
    ReplayProgress told = told(name);
    rig.replays().order(told, ReplayState.CANCELED);
    try (RunningIndex running = rig.start(kind)) {
      await().until(() -> phase(running).equals("CANCELED"));
      assertThat(running.get(REBUILD).path("replay").asText()).isEqualTo(told.getId());
      assertThat(running.get(KEPT).path("kept")).isEmpty();
      assertThat(running.total("")).isEqualTo(50);
    }
  }

  @Test
  void isSaidToBeDoneByTheNextProcessWhereTheOneThatDidItWasKilled() {
    rig.write("a", 1, 50);
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> running.ready() && running.total("") == 50);
    }
    ReplayProgress told;
    try (LuceneSink sink = new LuceneSink(rig.kept(), Duration.ofMillis(50))) {
      var _ = sink.successor();
      told = told(sink.begun().orElseThrow());
      sink.takeOver();
    }
    rig.replays().order(told, ReplayState.RUNNING);
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> replay(running).path("state").asText().equals("completed"));
      assertThat(replay(running).path("id").asText()).isEqualTo(told.getId());
    }
  }

  /** As whoever begins a successor of this name tells it. */
  private static ReplayProgress told(String successor) {
    return ReplayProgress.newBuilder()
        .setId(UUID.nameUUIDFromBytes(successor.getBytes(StandardCharsets.UTF_8)).toString())
        .setTarget(ReplayTarget.INDEX)
        .setSelector("--target index")
        .setState(ReplayState.RUNNING)
        .setPartitions(List.of())
        .setIds(List.of())
        .setStarted(1)
        .setUpdated(1)
        .build();
  }

  /** The one that began last, as the API shows it. */
  private static JsonNode replay(RunningIndex running) {
    return running.get("/api/v1/replays").path("replays").path(0);
  }

  private static String phase(RunningIndex running) {
    return running.get(REBUILD).path("phase").asText();
  }

  private Sink begun(String kind) {
    if (kind.equals("lucene")) {
      LuceneSink sink = new LuceneSink(rig.kept(), Duration.ofMillis(50));
      var _ = sink.successor();
      return sink;
    }
    return rig.family().begun();
  }

  @Test
  void isCanceledAndLeavesTheIndexAsItWas() {
    rig.write("a", 1, ARTICLES);
    try (RunningIndex running = rig.start("lucene")) {
      await().until(() -> running.ready() && running.total("") == ARTICLES);
      assertThat(running.change("DELETE", REBUILD).path("code").asText()).isEqualTo("NO_REBUILD");
      assertThat(running.send("POST", REBUILD).statusCode()).isEqualTo(202);
      // Three thousand records are not indexed between two requests.
      assertThat(running.change("POST", REBUILD).path("code").asText())
          .isEqualTo("REBUILD_RUNNING");
      assertThat(running.change("DELETE", REBUILD).path("phase").asText()).isEqualTo("CANCELED");
      assertThat(running.get(KEPT).path("kept")).isEmpty();
      assertThat(running.total("")).isEqualTo(ARTICLES);
      assertThat(running.send("POST", REBUILD).statusCode()).isEqualTo(202);
      await().until(() -> phase(running).equals("COMPLETED"));
      assertThat(running.total("")).isEqualTo(ARTICLES);
    }
  }

  @Test
  void saysThatFilesCannotBeBuiltAnew() {
    try (RunningIndex running = rig.start("jsonl")) {
      assertThat(running.change("POST", REBUILD).path("code").asText()).isEqualTo("NO_INDEX");
      assertThat(running.get(REBUILD).path("code").asText()).isEqualTo("NO_INDEX");
    }
  }

  /** Asks, and notes an answer that is none, too small, or shows what was withdrawn again. */
  private static Meanwhile.Round searching(RunningIndex running, String withdrawn) {
    AtomicBoolean hidden = new AtomicBoolean();
    return faults -> {
      JsonNode found = running.get("/api/v1/search?q=");
      if (found.path("total").asLong(-1) < ARTICLES / 2) {
        faults.accept("found " + found);
      }
      boolean visible = running.get("/api/v1/articles/" + withdrawn).has("headline");
      if (visible && hidden.get()) {
        faults.accept(withdrawn + " came back");
      }
      hidden.compareAndSet(false, !visible);
    };
  }

  /** New articles, and kill notices for at most half of those that were there. */
  private final class Writing implements Meanwhile.Round {

    private int added;
    private int withdrawn;

    @Override
    public void run(Consumer<String> faults) {
      rig.write(IntStream.range(added, added + 5).mapToObj(i -> usable("live" + i, 1)).toList());
      added += 5;
      if (withdrawn < ARTICLES / 2) {
        rig.write(List.of(canceled("a" + withdrawn, 2)));
        withdrawn++;
      }
    }

    /** What is to be found when it has ended. */
    int left() {
      return ARTICLES + added - withdrawn;
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90));
  }
}

package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.jsonl.JsonlSettings;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.index.sink.opensearch.Family;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Cluster cluster;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private KafkaSettings kafka;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Family family;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    this.cluster = cluster;
    kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    family = new Family(node.address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void isSearchedAllTheWhileAndShowsNothingThatIsWithdrawn(String sink) {
    RunningIndex.write(cluster, kafka, "a", 1, ARTICLES);
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(kafka.topics().enriched().name(), "broken", new byte[] {9});
    }
    try (RunningIndex running = start(sink)) {
      await().until(() -> running.ready() && running.total("") == ARTICLES);
      try (Searching searching = new Searching(running, ARTICLES / 2, "a7");
          Writing writing = new Writing(this)) {
        await().until(() -> searching.asked() > 20);
        assertThat(running.send("POST", REBUILD).statusCode()).isEqualTo(202);
        await().until(() -> phase(running).equals("COMPLETED"));
        long asked = searching.asked();
        await().until(() -> searching.asked() > asked + 20);
        writing.close();
        long last = ARTICLES + writing.added() - writing.withdrawn();
        await().until(() -> running.total("") == last);
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
    try (RunningIndex running = start(sink)) {
      await().until(() -> running.ready());
      assertThat(running.count(ConsumerMetrics.INDEXED)).isZero();
      assertThat(running.count(ConsumerMetrics.REBUILDS)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucene", "opensearch"})
  void goesOnByItselfWithWhatAKilledProcessBegan(String kind) {
    RunningIndex.write(cluster, kafka, "a", 1, 50);
    try (RunningIndex running = start(kind)) {
      await().until(() -> running.ready() && running.total("") == 50);
    }
    try (Sink sink = begun(kind)) {
      assertThat(sink.position()).isPresent();
    }
    try (RunningIndex running = start(kind)) {
      await().until(() -> phase(running).equals("COMPLETED"));
      assertThat(running.total("")).isEqualTo(50);
      assertThat(running.get(KEPT).path("kept")).hasSize(1);
    }
  }

  private Sink begun(String kind) {
    if (kind.equals("lucene")) {
      LuceneSink sink = new LuceneSink(folder, Duration.ofMillis(50));
      var _ = sink.successor();
      return sink;
    }
    return family.begun();
  }

  @Test
  void isCanceledAndLeavesTheIndexAsItWas() {
    RunningIndex.write(cluster, kafka, "a", 1, ARTICLES);
    try (RunningIndex running = start("lucene")) {
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
    try (RunningIndex running =
        RunningIndex.start(
            new IndexSettings(
                new IndexSettings.Target.Jsonl(new JsonlSettings(folder, 1, Duration.ofHours(1))),
                Duration.ofMillis(50),
                Duration.ofMillis(200)),
            kafka)) {
      assertThat(running.change("POST", REBUILD).path("code").asText()).isEqualTo("NO_INDEX");
      assertThat(running.get(REBUILD).path("code").asText()).isEqualTo("NO_INDEX");
    }
  }

  private static String phase(RunningIndex running) {
    return running.get(REBUILD).path("phase").asText();
  }

  private RunningIndex start(String sink) {
    return RunningIndex.start(
        new IndexSettings(
            sink.equals("lucene")
                ? new IndexSettings.Target.Lucene(folder)
                : new IndexSettings.Target.OpenSearch(family.settings()),
            Duration.ofMillis(50),
            Duration.ofMillis(200)),
        kafka);
  }

  /** Asks again and again, and notes every answer that is none, too small, or shows too much. */
  private static final class Searching implements AutoCloseable {

    private final RunningIndex running;
    private final int least;
    private final String withdrawn;
    private final List<String> faults = new ArrayList<>();
    private final Thread thread = Thread.ofPlatform().unstarted(this::run);
    private volatile boolean ending;
    private volatile long asked;

    Searching(RunningIndex running, int least, String withdrawn) {
      this.running = running;
      this.least = least;
      this.withdrawn = withdrawn;
      thread.start();
    }

    private void run() {
      boolean hidden = false;
      while (!ending) {
        JsonNode found = running.get("/api/v1/search?q=");
        if (found.path("total").asLong(-1) < least) {
          note("found " + found);
        }
        boolean visible = running.get("/api/v1/articles/" + withdrawn).has("headline");
        if (visible && hidden) {
          note(withdrawn + " came back");
        }
        hidden |= !visible;
        asked++;
      }
    }

    private synchronized void note(String fault) {
      faults.add(fault);
    }

    long asked() {
      return asked;
    }

    synchronized List<String> faults() {
      return List.copyOf(faults);
    }

    @Override
    public void close() {
      ending = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** New articles and kill notices, as long as it is open. */
  private static final class Writing implements AutoCloseable {

    private final RebuildTest test;
    private final Thread thread = Thread.ofPlatform().unstarted(this::run);
    private volatile boolean ending;
    private int added;
    private int withdrawn;

    Writing(RebuildTest test) {
      this.test = test;
      thread.start();
    }

    private void run() {
      while (!ending) {
        RunningIndex.write(
            test.cluster,
            test.kafka,
            IntStream.range(added, added + 5).mapToObj(i -> usable("live" + i, 1)).toList());
        added += 5;
        if (withdrawn < ARTICLES / 2) {
          RunningIndex.write(test.cluster, test.kafka, List.of(canceled("a" + withdrawn, 2)));
          withdrawn++;
        }
      }
    }

    int added() {
      return added;
    }

    int withdrawn() {
      return withdrawn;
    }

    @Override
    public void close() {
      ending = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90));
  }
}

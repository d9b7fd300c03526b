package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.shadow.Downstream;
import dev.copydesk.enrich.shadow.Shadow;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shadow as a replay among the others, told what to do on news.replays. */
@OnCluster
class ShadowTest {

  private static final int ARTICLES = 60;

  /** Reads nothing, and is through at once. */
  private static final Downstream NOBODY = (_, _) -> true;

  private static final Consumer<List<ReplayPartition>> UNHEARD = _ -> {};

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private EnrichRig rig;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Shadow shadow;

  /** For articles that are tagged at once. */
  private final Semaphore permits = new Semaphore(ARTICLES / 6);

  @BeforeEach
  void meet(Cluster cluster, Topics topics) {
    rig = new EnrichRig(cluster, topics, folder.resolve("live"));
    shadow = rig.shadow(folder.resolve("shadow"));
    rig.live(IntStream.range(0, ARTICLES).mapToObj(ShadowTest::article).toList());
  }

  @Test
  void isPausedFromElsewhereAndGoesOnWhereItStood(Topics topics) throws InterruptedException {
    assertThat(run(NOBODY, ordering(ReplayState.PAUSED))).isEqualTo(ReplayState.PAUSED);
    ReplayProgress paused = told();
    assertThat(paused.getState()).isEqualTo(ReplayState.PAUSED);
    assertThat(ReplayStanding.share(paused)).isLessThan(1);

    permits.release(ARTICLES);
    assertThat(run(until(ReplayState.PAUSED), UNHEARD)).isEqualTo(ReplayState.PAUSED);
    assertThat(told().getId()).isEqualTo(paused.getId());
    assertThat(run(until(ReplayState.PAUSED), UNHEARD))
        .as("heard though its topology had nothing left to do")
        .isEqualTo(ReplayState.PAUSED);
    assertThat(run(NOBODY, UNHEARD)).isEqualTo(ReplayState.COMPLETED);
    assertThat(told().getId()).isEqualTo(paused.getId());
    assertThat(told().getState()).isEqualTo(ReplayState.COMPLETED);
    assertThat(rig.records(topics.shadow().enriched()))
        .as("each once")
        .extracting(ConsumerRecord::key)
        .doesNotHaveDuplicates()
        .hasSize(ARTICLES);
    assertThat(rig.records(topics.enriched())).isEmpty();
  }

  @Test
  void isCanceledFromElsewhere() throws InterruptedException {
    assertThat(run(NOBODY, ordering(ReplayState.CANCELED))).isEqualTo(ReplayState.CANCELED);
    ReplayProgress canceled = told();
    assertThat(canceled.getState()).isEqualTo(ReplayState.CANCELED);
    shadow.discard();
    assertThat(shadow.exists()).isFalse();
    assertThat(rig.log().all()).containsExactly(canceled);
  }

  private ReplayState run(Downstream downstream, Consumer<List<ReplayPartition>> progress)
      throws InterruptedException {
    return shadow.run(
        Annotators.slowed(permits),
        "--shadow of a test",
        rig.replay(1).plan(new Selector.Earliest(), new Limit.None()),
        downstream,
        progress);
  }

  /** Once some articles are through, and more are to come. */
  private Consumer<List<ReplayPartition>> ordering(ReplayState state) {
    return parts -> {
      if (ReplayStanding.share(parts) > 0) {
        rig.log().order(told(), state);
      }
    };
  }

  /** Reads on until it is no longer wanted, which it orders itself. */
  private Downstream until(ReplayState state) {
    return (_, wanted) -> {
      rig.log().order(told(), state);
      await().pollInSameThread().atMost(EnrichRig.PATIENCE).until(() -> !wanted.test(0.5));
      return false;
    };
  }

  private ReplayProgress told() {
    ReplayProgress last = rig.log().all().getFirst();
    assertThat(last.getTarget()).isEqualTo(ReplayTarget.SHADOW);
    return last;
  }

  private static RawArticle article(int i) {
    return RawArticles.text(i + ".txt", "The bridge carried %d people.".formatted(i + 30));
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.replay.Condition;
import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.ManualClock;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays beside the live service, on a real broker. */
@OnCluster
class ReplayTest {

  private static final int ARTICLES = 120;

  @TempDir Path state;

  /** A process that ends in the middle says nothing any more. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void letThreadsDie() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @Test
  void oneThatCrashedGoesOnWhereItStoodAndFeedsNothingTwice(Cluster cluster, Topics topics)
      throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    rig.live(articles(0, ARTICLES));
    try (EnrichService service = rig.start(Annotators.real("1"))) {
      rig.awaitEnriched(ARTICLES);
      Map<String, ByteBuffer> straight = rig.last();
      Replay replay = rig.replay(10);
      assertThatThrownBy(
              () ->
                  replay.execute(
                      replay.plan(new Selector.Earliest(), new Limit.None()),
                      Wanted.EVERYTHING,
                      event -> {
                        if (event.getFed() >= ARTICLES / 3) {
                          throw new Crash();
                        }
                      }))
          .isInstanceOf(Crash.class);
      rig.live(articles(ARTICLES, ARTICLES + 20));
      ReplayProgress before = rig.log().all().getFirst();
      assertThat(before.getState()).isEqualTo(ReplayState.RUNNING);
      assertThat(before.getFed()).isBetween(ARTICLES / 3L, ARTICLES - 1L);

      List<ReplayProgress> told = new ArrayList<>();
      assertThat(replay.resume(before, Wanted.EVERYTHING, told::add))
          .isEqualTo(ReplayState.COMPLETED);

      assertThat(told.getLast().getId()).isEqualTo(before.getId());
      assertThat(told.getLast().getFed()).isEqualTo(ARTICLES);
      assertThat(rig.records(topics.replay())).hasSize(ARTICLES);
      rig.awaitEnriched(ARTICLES + 20);
      assertThat(rig.records(topics.enriched())).hasSize(ARTICLES + 20);
      assertThat(rig.last()).containsAllEntriesOf(straight);
      assertThat(service.ended()).isNotDone();
    }
  }

  @Test
  void oneIsPausedResumedAndCanceledFromElsewhere(Cluster cluster, Topics topics)
      throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    rig.live(articles(0, ARTICLES));
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitEnriched(ARTICLES);
      Replay replay = rig.replay(5);
      ReplayLog log = rig.log();
      assertThat(
              replay.execute(
                  replay.plan(new Selector.Earliest(), new Limit.None()),
                  Wanted.EVERYTHING,
                  event -> order(log, event, ReplayState.PAUSED)))
          .isEqualTo(ReplayState.PAUSED);
      ReplayProgress paused = log.all().getFirst();
      assertThat(paused.getState()).isEqualTo(ReplayState.PAUSED);
      assertThat(paused.getFed()).isLessThan(ARTICLES);

      assertThat(
              replay.resume(
                  paused, Wanted.EVERYTHING, event -> order(log, event, ReplayState.CANCELED)))
          .isEqualTo(ReplayState.CANCELED);
      assertThat(log.find(paused.getId().substring(0, 8)))
          .extracting(ReplayProgress::getState)
          .containsExactly(ReplayState.CANCELED);
    }
  }

  @Test
  void onlyWhatIsChosenIsFed(Cluster cluster, Topics topics) throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    List<RawArticle> first = articles(0, 30);
    rig.live(first);
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitEnriched(30);
    }
    try (EnrichService _ = rig.start(Annotators.real("2"))) {
      rig.live(articles(30, 50));
      rig.awaitEnriched(50);
      Replay replay = rig.replay(50);
      Condition condition = Condition.parse("pipeline.version=1 and source.feed=inbox");
      Limit where = new Limit.Where(condition);
      assertThat(replay.preview(where, Wanted.EVERYTHING).versions())
          .containsExactly(Map.entry("1", 30L));
      replay.execute(replay.plan(new Selector.Earliest(), where), replay.where(condition), _ -> {});
      assertThat(rig.records(topics.replay()))
          .extracting(record -> record.key())
          .containsExactlyInAnyOrderElementsOf(first.stream().map(RawArticle::getId).toList());

      String id = first.getFirst().getId();
      List<ReplayProgress> told = new ArrayList<>();
      Limit one = new Limit.Ids(new TreeSet<>(List.of(id)));
      replay.execute(
          replay.plan(new Selector.Offset(0), one).atRate(OptionalDouble.of(5)),
          id::equals,
          told::add);
      assertThat(told.getLast().getFed()).isEqualTo(1);
      assertThat(told.getLast().getIds()).containsExactly(id);
      assertThat(Replay.limit(told.getLast())).isEqualTo(one);
      assertThat(
              replay
                  .plan(new Selector.Since(Instant.now().plusSeconds(60)), new Limit.None())
                  .records())
          .isZero();
      // The result is the same: nothing of all that was written.
      assertThat(rig.records(topics.enriched())).hasSize(50);
    }
  }

  @Test
  void aKillNoticeThatComesDuringTheReplayIsTheLastWord(Cluster cluster, Topics topics)
      throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    List<RawArticle> articles = articles(0, ARTICLES);
    rig.live(articles);
    RawArticle victim = articles.getLast();
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitEnriched(ARTICLES);
    }
    // Another name in every record: all would be written again.
    try (EnrichService _ = rig.start(Annotators.changing())) {
      Replay replay = rig.replay(4);
      List<Integer> sent = new ArrayList<>();
      replay.execute(
          replay.plan(new Selector.Earliest(), new Limit.None()),
          Wanted.EVERYTHING,
          event -> {
            if (event.getFed() > 20 && sent.isEmpty()) {
              sent.add(1);
              rig.live(List.of(kill(victim)));
            }
          });
      await()
          .atMost(EnrichRig.PATIENCE)
          .until(() -> statuses(rig, victim).contains(ArticleStatus.CANCELED));
      replay.execute(
          replay.plan(new Selector.Earliest(), new Limit.None()), Wanted.EVERYTHING, _ -> {});
      assertThat(statuses(rig, victim)).endsWith(ArticleStatus.CANCELED);
      assertThat(statuses(rig, victim).stream().filter(s -> s == ArticleStatus.CANCELED))
          .hasSize(1);
    }
  }

  @Test
  void aRepairWritesWhatTheTopologyTakesForWritten(Cluster cluster, Topics topics)
      throws InterruptedException {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    rig.live(articles(0, 10));
    String lost = articles(0, 1).getFirst().getId();
    try (EnrichService _ = rig.start(Annotators.real("1"))) {
      rig.awaitEnriched(10);
      Replay replay = rig.replay(10);
      Wanted repair =
          new Wanted() {
            @Override
            public boolean has(String id) {
              return id.equals(lost);
            }

            @Override
            public OptionalLong rewriteAbove(String id) {
              return OptionalLong.of(7);
            }
          };
      replay.execute(
          replay.plan(new Selector.Earliest(), new Limit.Repair("a test")), repair, _ -> {});
      assertThat(rig.enriched())
          .filteredOn(article -> article.getId().equals(lost))
          .extracting(EnrichedArticle::getSequence)
          .containsExactly(1L, 8L);
      assertThat(rig.log().all().getFirst().getResumable()).isFalse();
    }
  }

  @Test
  void anEmbargoThatEndsWhileNobodyRunsIsReleasedAtTheStart(Cluster cluster, Topics topics) {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    ManualClock clock = new ManualClock(Instant.now());
    RawArticle article =
        RawArticles.of("embargoed.txt", "text/plain", "Known to few.")
            .setStatus(ArticleStatus.WITHHELD)
            .setEmbargoed(clock.instant().plus(Duration.ofHours(1)).toEpochMilli())
            .build();
    RawArticle other = RawArticles.text("other.txt", "Known to all.");
    rig.live(List.of(article));
    rig.live(List.of(other));
    try (EnrichService _ = rig.start(Annotators.real("1"), clock)) {
      rig.awaitEnriched(1);
      await().atMost(EnrichRig.PATIENCE).until(rig::isPassed);
      assertThat(rig.enriched()).extracting(EnrichedArticle::getId).containsExactly(other.getId());
    }
    clock.advance(Duration.ofHours(2));
    try (EnrichService _ = rig.start(Annotators.real("1"), clock)) {
      rig.awaitEnriched(2);
      assertThat(rig.last()).containsKey(article.getId());
    }
  }

  private static void order(ReplayLog log, ReplayProgress event, ReplayState state) {
    if (event.getState() == ReplayState.RUNNING && event.getFed() > 0) {
      log.order(event, state);
    }
  }

  private static List<ArticleStatus> statuses(EnrichRig rig, RawArticle article) {
    return rig.enriched().stream()
        .filter(record -> record.getId().equals(article.getId()))
        .map(EnrichedArticle::getStatus)
        .toList();
  }

  private static RawArticle kill(RawArticle article) {
    return RawArticles.of("kill.txt", "text/plain", "Kill.")
        .setId(article.getId())
        .setRevision(article.getRevision() + 1)
        .setStatus(ArticleStatus.CANCELED)
        .build();
  }

  private static List<RawArticle> articles(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> RawArticles.text(i + ".txt", "More than %d people came.".formatted(i)))
        .toList();
  }
}

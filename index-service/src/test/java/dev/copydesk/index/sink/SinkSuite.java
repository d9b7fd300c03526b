package dev.copydesk.index.sink;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.schema.v1.ArticleStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The law of {@link Sink}; each sink has a subclass. */
public abstract class SinkSuite {

  private static final TopicIdentity TOPIC = new TopicIdentity("c", "news.enriched", "t");
  private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private Sink sink;

  /** Where the next change lies in its partition. */
  private long offset;

  /** Opens the sink under test, with what was committed by the one before. */
  protected abstract Sink open();

  /** What can be read back, by id: the sequence of each article that is not hidden. */
  protected abstract Map<String, Long> visible();

  @BeforeEach
  void openFirst() {
    sink = open();
  }

  @AfterEach
  void closeLast() {
    sink.close();
  }

  @Test
  void takesAnArticleOnce() {
    assertThat(apply(1, upsert("a", 1))).isEqualTo(applied(1, 0, 0, 0));
    assertThat(apply(2, upsert("a", 1))).isEqualTo(applied(0, 0, 0, 1));
    assertThat(visible()).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void dropsWhatIsLateAndTakesWhatIsNewer() {
    Applied applied = apply(3, upsert("a", 2), upsert("a", 1), upsert("a", 3));
    assertThat(applied).isEqualTo(applied(2, 0, 0, 1));
    assertThat(visible()).isEqualTo(Map.of("a", 3L));
  }

  @Test
  void letsNothingLateComeBackAfterAKillNotice() {
    Applied applied = apply(3, upsert("a", 1), cancel("a", 3), upsert("a", 2));
    assertThat(applied).isEqualTo(applied(1, 1, 0, 1));
    assertThat(visible()).isEmpty();
    reopen(true);
    assertThat(apply(4, upsert("a", 3))).isEqualTo(applied(0, 0, 0, 1));
    assertThat(visible()).isEmpty();
    apply(5, upsert("a", 4));
    assertThat(visible()).isEqualTo(Map.of("a", 4L));
  }

  @Test
  void letsNothingLateComeBackAfterATombstone() {
    apply(3, upsert("a", 2), tombstone("a"), upsert("a", 1), upsert("a", 2));
    assertThat(visible()).isEmpty();
    apply(5, cancel("b", 7), tombstone("b"), upsert("b", 6));
    assertThat(visible()).isEmpty();
    apply(6, upsert("b", 8), tombstone("neverSeen"));
    assertThat(visible()).isEqualTo(Map.of("b", 8L));
  }

  @Test
  void keepsThePositionWithTheArticles() {
    assertThat(sink.position()).isEmpty();
    apply(1, upsert("a", 1));
    sink.commit();
    apply(2, upsert("b", 1));
    assertThat(sink.position()).contains(at(2));
    reopen(false);
    assertThat(sink.position()).contains(at(1));
    // A sink that cannot undo what was not committed has b already.
    assertThat(visible()).containsEntry("a", 1L);
    apply(2, upsert("b", 1));
    assertThat(visible()).isEqualTo(Map.of("a", 1L, "b", 1L));
  }

  @Test
  void takesTheSameStretchAgain() {
    List<Change> stretch =
        List.of(
            upsert("a", 1),
            tombstone("a"),
            upsert("a", 2),
            upsert("b", 1),
            tombstone("b"),
            cancel("c", 4),
            tombstone("c"),
            upsert("c", 5));
    Map<String, Long> after = Map.of("a", 2L, "c", 5L);
    sink.apply(stretch, at(8));
    assertThat(visible()).isEqualTo(after);
    reopen(false);
    sink.apply(stretch, at(8));
    assertThat(visible()).isEqualTo(after);
    reopen(false);
    sink.apply(stretch.subList(0, 5), at(5));
    sink.apply(stretch.subList(5, 8), at(8));
    assertThat(visible()).isEqualTo(after);
  }

  @Test
  void keepsTheTimeThatItWasReadUpTo() {
    apply(1, upsert("a", 1));
    Position later = new Position(TOPIC, Map.of(0, 1L), READ.plusSeconds(60));
    sink.apply(List.of(), later);
    reopen(true);
    assertThat(sink.position()).contains(later);
  }

  @Test
  void movesThePositionWithoutAnArticle() {
    apply(9);
    reopen(true);
    assertThat(sink.position()).contains(at(9));
  }

  @Test
  void forgetsEverything() {
    apply(2, upsert("a", 5), cancel("b", 5));
    sink.clear();
    assertThat(sink.position()).isEmpty();
    assertThat(apply(1, upsert("a", 1), upsert("b", 1))).isEqualTo(applied(2, 0, 0, 0));
    assertThat(visible()).isEqualTo(Map.of("a", 1L, "b", 1L));
  }

  @Test
  void refusesOneAndTakesTheOthers() {
    Applied applied = apply(3, upsert("a", 1), upsert("x".repeat(40_000), 1), upsert("b", 1));
    assertThat(applied.indexed()).isEqualTo(2);
    assertThat(applied.refused()).singleElement().extracting(Applied.Refused::index).isEqualTo(1);
    assertThat(visible()).isEqualTo(Map.of("a", 1L, "b", 1L));
  }

  @RepeatedTest(3)
  void agreesWithAModelWhateverComes() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, Long> sequences = new HashMap<>();
    Map<String, Long> shown = new HashMap<>();
    List<Change> log =
        IntStream.range(0, changesInModel()).mapToObj(_ -> randomChange(random)).toList();
    int next = 0;
    int committed = 0;
    while (next < log.size()) {
      int end = Math.min(log.size(), next + 1 + random.nextInt(60));
      sink.apply(log.subList(next, end), at(end));
      next = end;
      switch (random.nextInt(6)) {
        case 0 -> {
          sink.commit();
          committed = next;
        }
        case 1 -> {
          reopen(false);
          assertThat(sink.position().map(Position::nextOffsets))
              .as("seed %d", seed)
              .isEqualTo(
                  committed == 0 ? Optional.empty() : Optional.of(Map.of(0, (long) committed)));
          next = committed;
        }
        default -> {
          // On to the next batch.
        }
      }
    }
    log.forEach(change -> model(change, sequences, shown));
    assertThat(visible()).as("seed %d", seed).isEqualTo(shown);
  }

  /** How many changes the comparison with a model takes. */
  protected int changesInModel() {
    return 2_000;
  }

  private Change randomChange(Random random) {
    String id = "id" + random.nextInt(40);
    long sequence = random.nextLong(30);
    return switch (random.nextInt(10)) {
      case 0 -> tombstone(id);
      case 1 -> cancel(id, sequence);
      default -> upsert(id, sequence);
    };
  }

  private static void model(Change change, Map<String, Long> sequences, Map<String, Long> shown) {
    switch (change) {
      case Change.Tombstone(String id, _) -> shown.remove(id);
      case Change.Upsert(var article, _) -> {
        if (article.getSequence() > sequences.getOrDefault(article.getId(), -1L)) {
          sequences.put(article.getId(), article.getSequence());
          if (article.getStatus() == ArticleStatus.USABLE) {
            shown.put(article.getId(), article.getSequence());
          } else {
            shown.remove(article.getId());
          }
        }
      }
    }
  }

  private void reopen(boolean commit) {
    if (commit) {
      sink.commit();
    }
    sink.close();
    sink = open();
  }

  private Applied apply(long next, Change... changes) {
    return sink.apply(new ArrayList<>(List.of(changes)), at(next));
  }

  private static Position at(long next) {
    return new Position(TOPIC, Map.of(0, next), READ);
  }

  private Change upsert(String id, long sequence) {
    return new Change.Upsert(usable(id, sequence), offset++);
  }

  private Change cancel(String id, long sequence) {
    return new Change.Upsert(canceled(id, sequence), offset++);
  }

  private Change tombstone(String id) {
    return new Change.Tombstone(id, offset++);
  }

  private static Applied applied(int indexed, int withdrawn, int deleted, int late) {
    return new Applied(indexed, withdrawn, deleted, late, List.of());
  }
}

package dev.copydesk.index.sink;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.schema.v1.ArticleStatus;
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

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private Sink sink;

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
    Applied applied = apply(3, upsert("a", 1), new Change.Upsert(canceled("a", 3)), upsert("a", 2));
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
    apply(3, upsert("a", 2), new Change.Tombstone("a"), upsert("a", 1), upsert("a", 2));
    assertThat(visible()).isEmpty();
    apply(5, new Change.Upsert(canceled("b", 7)), new Change.Tombstone("b"), upsert("b", 6));
    assertThat(visible()).isEmpty();
    apply(6, upsert("b", 8), new Change.Tombstone("neverSeen"));
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
    assertThat(visible()).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void movesThePositionWithoutAnArticle() {
    apply(9);
    reopen(true);
    assertThat(sink.position()).contains(at(9));
  }

  @Test
  void forgetsEverything() {
    apply(2, upsert("a", 5), new Change.Upsert(canceled("b", 5)));
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
    List<Change> log = IntStream.range(0, 2_000).mapToObj(_ -> randomChange(random)).toList();
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

  private static Change randomChange(Random random) {
    String id = "id" + random.nextInt(40);
    long sequence = random.nextLong(30);
    return switch (random.nextInt(10)) {
      case 0 -> new Change.Tombstone(id);
      case 1 -> new Change.Upsert(canceled(id, sequence));
      default -> upsert(id, sequence);
    };
  }

  private static void model(Change change, Map<String, Long> sequences, Map<String, Long> shown) {
    switch (change) {
      case Change.Tombstone(String id) -> shown.remove(id);
      case Change.Upsert(var article) -> {
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
    return new Position(TOPIC, Map.of(0, next));
  }

  private static Change upsert(String id, long sequence) {
    return new Change.Upsert(usable(id, sequence));
  }

  private static Applied applied(int indexed, int withdrawn, int deleted, int late) {
    return new Applied(indexed, withdrawn, deleted, late, List.of());
  }
}

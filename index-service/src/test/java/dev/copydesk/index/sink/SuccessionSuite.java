package dev.copydesk.index.sink;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.sink.Position.TopicIdentity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The law of {@link Succession}; each sink that can be searched has a subclass.
 *
 * @param <S> the sink
 */
public abstract class SuccessionSuite<S extends Sink & Succession> {

  private static final TopicIdentity TOPIC = new TopicIdentity("c", "news.enriched", "t");
  private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private S sink;

  /** Opens the sink under test, with what was committed by the one before. */
  protected abstract S open();

  /** The sequence of each article that can be found now, by id. */
  protected abstract Map<String, Long> visible();

  @BeforeEach
  void openFirst() {
    sink = open();
    var _ = sink.position();
    apply(sink, 2, upsert("a", 1), upsert("b", 1));
    sink.commit();
  }

  @AfterEach
  void closeLast() {
    sink.close();
  }

  @Test
  void isNotSeenBeforeItTakesOverAndIsAloneSeenAfterwards() {
    Sink next = sink.successor();
    assertThat(next.isShared()).isFalse();
    assertThat(next.position()).isEmpty();
    apply(next, 1, upsert("c", 5));
    next.commit();
    assertThat(visible()).containsOnlyKeys("a", "b");
    apply(sink, 3, upsert("a", 2));
    assertThat(visible()).isEqualTo(Map.of("a", 2L, "b", 1L));
    sink.hold();
    apply(next, 3, upsert("a", 2));
    sink.takeOver();
    assertThat(visible()).isEqualTo(Map.of("a", 2L, "c", 5L));
    assertThat(sink.begun()).isEmpty();
    assertThat(sink.position()).contains(at(3));
    apply(sink, 4, upsert("d", 1));
    sink.commit();
    reopen();
    assertThat(visible()).containsOnlyKeys("a", "c", "d");
    assertThat(sink.position()).contains(at(4));
  }

  @Test
  void goesOnFromItsLastCommitWhenItsBuilderWasKilled() {
    Sink next = sink.successor();
    apply(next, 1, upsert("c", 5), new Change.Upsert(canceled("gone", 9), 0));
    next.commit();
    Optional<String> name = sink.begun();
    reopen();
    assertThat(sink.begun()).isEqualTo(name).isPresent();
    assertThat(sink.position()).contains(at(2));
    Sink again = sink.successor();
    assertThat(again.position()).contains(at(1));
    assertThat(apply(again, 2, upsert("gone", 8)).late()).isEqualTo(1);
    sink.takeOver();
    assertThat(sink.tookOver()).isEqualTo(name);
    assertThat(visible()).containsOnlyKeys("c");
  }

  @Test
  void isDeletedWhenItIsGivenUp() {
    apply(sink.successor(), 1, upsert("c", 5));
    sink.giveUp();
    assertThat(sink.begun()).isEmpty();
    assertThat(visible()).containsOnlyKeys("a", "b");
    assertThat(sink.successor().position()).isEmpty();
  }

  @Test
  void keepsWhatItTookThePlaceOfUntilThatIsDropped() {
    assertThat(sink.kept()).isEmpty();
    for (int i = 1; i <= 2; i++) {
      apply(sink.successor(), i, upsert("c", i));
      sink.takeOver();
    }
    assertThat(sink.kept()).hasSize(2);
    reopen();
    assertThat(sink.kept()).hasSize(2);
    sink.dropKept();
    assertThat(sink.kept()).isEmpty();
    assertThat(visible()).isEqualTo(Map.of("c", 2L));
    reopen();
    assertThat(visible()).isEqualTo(Map.of("c", 2L));
  }

  @Test
  void writesAgainAfterAHoldThatCameToNothing() {
    var _ = sink.successor();
    sink.hold();
    sink.release();
    apply(sink, 3, upsert("c", 1));
    assertThat(visible()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void isEmptiedAloneAndLeavesTheOtherAlone() {
    Sink next = sink.successor();
    apply(next, 1, upsert("c", 5));
    next.clear();
    assertThat(next.position()).isEmpty();
    assertThat(visible()).containsOnlyKeys("a", "b");
    apply(next, 1, upsert("d", 5));
    sink.takeOver();
    assertThat(visible()).containsOnlyKeys("d");
  }

  private void reopen() {
    sink.close();
    sink = open();
  }

  private static Applied apply(Sink to, long next, Change... changes) {
    return to.apply(Stream.of(changes).toList(), at(next));
  }

  private static Change upsert(String id, long sequence) {
    return new Change.Upsert(usable(id, sequence), sequence);
  }

  private static Position at(long next) {
    return new Position(TOPIC, Map.of(0, next), READ);
  }
}

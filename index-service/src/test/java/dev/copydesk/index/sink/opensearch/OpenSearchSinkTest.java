package dev.copydesk.index.sink.opensearch;

import static dev.copydesk.index.EnrichedArticles.article;
import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.index.search.Articles.Kept;
import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkSuite;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.SuccessionSuite;
import dev.copydesk.service.SettingsException;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@OnOpenSearch
class OpenSearchSinkTest {

  @SuppressWarnings("NullAway.Init") // Before each test.
  private URI node;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Family family;

  @BeforeEach
  void name(OpenSearchNode node) {
    this.node = node.address();
    family = new Family(node.address());
  }

  @Nested
  class Law extends SinkSuite {

    @SuppressWarnings("NullAway.Init") // The suite opens it before each test.
    private OpenSearchSink current;

    @Override
    protected Sink open() {
      current = family.sink();
      // As the reader does before it applies anything.
      var _ = current.position();
      return current;
    }

    @Override
    protected Map<String, Long> visible() {
      return family.visible(current.articles());
    }

    @Override
    protected int changesInModel() {
      return 500;
    }
  }

  @Nested
  class Succeeded extends SuccessionSuite<OpenSearchSink> {

    @SuppressWarnings("NullAway.Init") // The suite opens it before each test.
    private OpenSearchSink current;

    @Override
    protected OpenSearchSink open() {
      current = family.sink();
      return current;
    }

    @Override
    protected Map<String, Long> visible() {
      return family.visible(current.articles());
    }
  }

  @Test
  void sendsAgainWhatWasRejectedAndNothingElse() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (RejectingProxy proxy = new RejectingProxy(node);
        OpenSearchSink sink = family.sink(proxy.address())) {
      proxy.reject(bulk -> bulk % 3 == 1, _ -> random.nextInt(2) == 0);
      Applied applied = apply(sink, upserts(100, 1));
      assertThat(applied.indexed()).as("seed %d", seed).isEqualTo(100);
      assertThat(applied.late()).isZero();
      assertThat(proxy.rejected()).isGreaterThan(30);
      proxy.reject(_ -> false, _ -> false);
      assertThat(family.visible(sink.articles())).hasSize(100);
    }
  }

  @Test
  void countsAsDownInAStormThatLastsAndGoesOnAfterIt() {
    try (RejectingProxy proxy = new RejectingProxy(node);
        OpenSearchSink sink = family.sink(proxy.address())) {
      proxy.reject(_ -> false, item -> item % 2 == 0);
      apply(sink, upserts(1, 1));
      proxy.reject(_ -> true, _ -> true);
      assertThatThrownBy(() -> apply(sink, upserts(20, 2)))
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("429");
      proxy.reject(_ -> false, _ -> false);
      assertThat(apply(sink, upserts(20, 2)).indexed()).isEqualTo(20);
      assertThat(family.visible(sink.articles())).hasSize(20).containsEntry("a0", 2L);
    }
  }

  @Test
  void goesOnAfterAnOutage() {
    try (CuttableProxy proxy = CuttableProxy.to("127.0.0.1", node.getPort());
        OpenSearchSink sink = family.sink(URI.create("http://127.0.0.1:" + proxy.port()))) {
      apply(sink, upserts(5, 1));
      sink.commit();
      proxy.refuse();
      assertThatThrownBy(() -> apply(sink, upserts(5, 2)))
          .isInstanceOf(SinkUnavailableException.class);
      assertThatThrownBy(sink::position).isInstanceOf(SinkUnavailableException.class);
      proxy.admit();
      assertThat(sink.position()).contains(at(1));
      assertThat(apply(sink, upserts(5, 2)).indexed()).isEqualTo(5);
    }
  }

  @Test
  void refusesWhatTheMappingConflictsWithAndSaysNothingOfItsText() {
    try (OpenSearchSink sink = family.sink()) {
      apply(sink, upserts(1, 1));
      String before = family.index();
      String by = family.name() + "-by-hand";
      family.send(
          "PUT", "/" + by, "{\"mappings\":{\"properties\":{\"lang\":{\"type\":\"integer\"}}}}");
      family.send(
          "POST",
          "/_aliases",
          "{\"actions\":[{\"remove_index\":{\"index\":\"%s\"}},{\"add\":{\"index\":\"%s\",\"alias\":\"%s-write\"}},{\"add\":{\"index\":\"%s\",\"alias\":\"%s\"}}]}"
              .formatted(before, by, family.name(), by, family.name()));
      Applied applied =
          apply(
              sink,
              new Change.Upsert(usable("fine", 1), 0),
              new Change.Upsert(article("odd", 1).setLanguage("Secret words").build(), 1),
              new Change.Upsert(usable("fine too", 1), 2));
      assertThat(applied.indexed()).isEqualTo(2);
      assertThat(applied.refused())
          .singleElement()
          .satisfies(
              refused -> {
                assertThat(refused.index()).isEqualTo(1);
                assertThat(refused.code()).isEqualTo("NOT_INDEXABLE");
                assertThat(refused.reason())
                    .contains("mapper_parsing_exception", "lang")
                    .doesNotContainIgnoringCase("secret");
              });
    }
  }

  @Test
  void beginsAnewWhenTheIndexIsDeletedUnderWay() {
    try (OpenSearchSink sink = family.sink()) {
      apply(sink, upserts(5, 1));
      sink.commit();
      family.send("DELETE", "/" + family.index(), "");
      assertThatThrownBy(() -> apply(sink, upserts(5, 2)))
          .isInstanceOf(SinkUnavailableException.class);
      assertThat(sink.position()).isEmpty();
      assertThat(apply(sink, upserts(3, 1)).indexed()).isEqualTo(3);
      assertThat(family.visible(sink.articles())).hasSize(3);
    }
  }

  @Test
  void noticesThatAnotherInstanceEmptiedTheIndex() {
    try (OpenSearchSink one = family.sink();
        OpenSearchSink other = family.sink()) {
      apply(one, upserts(5, 1));
      var _ = other.position();
      other.clear();
      apply(one, upserts(5, 2));
      assertThatThrownBy(one::commit)
          .isInstanceOf(SinkUnavailableException.class)
          .hasMessageContaining("no longer in use");
      assertThat(one.position()).isEmpty();
    }
  }

  @Test
  void letsNoPositionFallBack() {
    try (OpenSearchSink slow = family.sink();
        OpenSearchSink fast = family.sink()) {
      slow.apply(List.of(), at(3));
      var _ = fast.position();
      fast.apply(List.of(), at(8));
      fast.commit();
      slow.commit();
    }
    try (OpenSearchSink again = family.sink()) {
      assertThat(again.position()).contains(at(8));
    }
  }

  @Test
  void joinsThePositionsOfInstances() {
    try (OpenSearchSink one = family.sink();
        OpenSearchSink other = family.sink()) {
      one.apply(List.of(), new Position(TOPIC, Map.of(0, 3L), Instant.EPOCH.plusSeconds(9)));
      one.commit();
      other.apply(List.of(), new Position(TOPIC, Map.of(1, 5L, 2, 6L), Instant.EPOCH));
      other.commit();
    }
    try (OpenSearchSink again = family.sink()) {
      assertThat(again.position())
          .contains(new Position(TOPIC, Map.of(0, 3L, 1, 5L, 2, 6L), Instant.EPOCH));
    }
  }

  @Test
  void refusesAnIndexOfSomebodyElse() {
    family.send(
        "PUT",
        "/%s-theirs".formatted(family.name()),
        "{\"aliases\":{\"%s-write\":{}}}".formatted(family.name()));
    try (OpenSearchSink sink = family.sink()) {
      assertThatThrownBy(sink::position)
          .isInstanceOf(SettingsException.class)
          .hasMessageContainingAll("not Copydesk's", "--index-opensearch-name");
    }
  }

  @Test
  void keepsArticlesWhoseIdsOpenSearchCannotTake() {
    String id = "https://valleypost.example/" + "a".repeat(700);
    try (OpenSearchSink sink = family.sink()) {
      apply(sink, new Change.Upsert(usable(id, 1), 0), new Change.Upsert(usable("b", 1), 1));
      assertThat(family.visible(sink.articles())).containsOnlyKeys(id, "b");
      assertThat(sink.articles().article(id)).isInstanceOf(Kept.Article.class);
      apply(sink, new Change.Upsert(canceled(id, 2), 2));
      assertThat(sink.articles().article(id)).isInstanceOf(Kept.Withdrawn.class);
    }
  }

  private static final TopicIdentity TOPIC = new TopicIdentity("c", "t", "i");

  private static Position at(long next) {
    return new Position(TOPIC, Map.of(0, next), Instant.EPOCH);
  }

  private static Applied apply(Sink sink, Change... changes) {
    return sink.apply(List.of(changes), at(1));
  }

  private static Change[] upserts(int count, long sequence) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Change.Upsert(usable("a" + i, sequence), i))
        .toArray(Change[]::new);
  }
}

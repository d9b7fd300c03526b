package dev.copydesk.index.sink.opensearch;

import static dev.copydesk.index.EnrichedArticles.article;
import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.entity;
import static dev.copydesk.index.EnrichedArticles.twoStories;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Kept;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Piece;
import dev.copydesk.index.search.Articles.Request;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.NewsQuery;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenSearch answers as Lucene does, question by question. */
@OnOpenSearch
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArticlesTest {

  private static final Duration REFRESH = Duration.ofMillis(20);

  @SuppressWarnings("NullAway.Init") // Before all tests.
  private OpenSearchSink openSearch;

  @SuppressWarnings("NullAway.Init") // Before all tests.
  private LuceneSink lucene;

  @SuppressWarnings("NullAway.Init") // Before all tests.
  private Family family;

  @BeforeAll
  void fill(OpenSearchNode node, @TempDir Path folder) {
    family = new Family(node.address());
    openSearch = family.sink();
    lucene = new LuceneSink(folder, REFRESH);
    List<EnrichedArticle> articles = new ArrayList<>(twoStories());
    for (int i = 0; i < 23; i++) {
      articles.add(
          article("page" + i, 1)
              .setHeadline("Ferry strike day " + i)
              .setText("The ferries stayed in port.\n\nCafé Zoë served the strikers " + i + ".")
              .setPublished(
                  i % 5 == 0
                      ? null
                      : new DatedFrom("2014-03-%02dT10:00Z".formatted(i / 2 + 1), "META"))
              .setFingerprint(i % 4 == 0 ? 0xABCDEF0123456789L ^ i : i + 1L << 50)
              .setEntities(
                  List.of(
                      entity(
                          EntityType.PERSON, "Zoë", i % 2 == 0 ? "Zoë Marsh" : "Zoë Lund", null)))
              .build());
    }
    for (Sink sink : List.of(openSearch, lucene)) {
      sink.apply(
          Stream.concat(
                  articles.stream().<Change>map(a -> new Change.Upsert(a, 0)),
                  Stream.of(
                      new Change.Upsert(usable("gone", 1), 1),
                      new Change.Tombstone("gone", 2),
                      new Change.Upsert(canceled("killed", 1), 3)))
              .toList(),
          new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), Instant.EPOCH));
      sink.commit();
    }
    family.send("POST", "/" + family.name() + "/_refresh", "");
    Awaitility.await()
        .until(
            () ->
                ids(lucene.articles(), new NewsQuery.Everything(), Order.OLDEST).size()
                    == articles.size());
  }

  @AfterAll
  void close() {
    openSearch.close();
    lucene.close();
  }

  static List<NewsQuery> queries() {
    return List.of(
        new NewsQuery.Everything(),
        words("killing"),
        words("kill"),
        words("northern bank"),
        words("bank northern"),
        words("strikers 7"),
        words("cafe zoe"),
        words("?!"),
        new NewsQuery.Words(Field.PERSON, "orlova"),
        new NewsQuery.Words(Field.PERSON, "ZOE marsh"),
        new NewsQuery.Words(Field.ORG, "bank"),
        new NewsQuery.Words(Field.PLACE, "tbilisi"),
        new NewsQuery.Words(Field.COUNTRY, "ge"),
        new NewsQuery.Words(Field.LANG, "EN"),
        new NewsQuery.Words(Field.LANG, "en-gb"),
        new NewsQuery.Words(Field.SOURCE, "valleypost.example"),
        new NewsQuery.Prefix(Field.ANY, "Ferr"),
        new NewsQuery.Prefix(Field.PERSON, "Zoë"),
        new NewsQuery.Prefix(Field.LANG, "e"),
        new NewsQuery.Published(
            Instant.parse("2014-03-02T00:00:00Z"), Instant.parse("2014-03-05T00:00:00Z")),
        new NewsQuery.Resembling(0xABCDEF0123456789L),
        new NewsQuery.AllOf(List.of(words("ferry"), new NewsQuery.Resembling(0xABCDEF0123456789L))),
        new NewsQuery.AnyOf(List.of(words("orlova"), words("traders"))),
        new NewsQuery.AllOf(List.of(words("ferry"), new NewsQuery.Not(words("zoe lund")))),
        new NewsQuery.AllOf(
            List.of(
                words("ferry"), new NewsQuery.Not(new NewsQuery.Words(Field.PERSON, "zoe lund")))),
        new NewsQuery.Not(words("ferry")));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void findsTheSame(NewsQuery query) {
    for (Order order : List.of(Order.NEWEST, Order.OLDEST)) {
      assertThat(ids(openSearch.articles(), query, order))
          .isEqualTo(ids(lucene.articles(), query, order));
    }
    assertThat(ids(openSearch.articles(), query, Order.BEST))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(ids(lucene.articles(), query, Order.BEST));
    Articles.Page ours = page(openSearch.articles(), query);
    Articles.Page theirs = page(lucene.articles(), query);
    assertThat(ours.total()).isEqualTo(theirs.total());
    assertThat(ours.days()).isEqualTo(theirs.days());
    theirs
        .facets()
        .forEach(
            (field, buckets) ->
                assertThat(ours.facets().get(field)).containsExactlyInAnyOrderElementsOf(buckets));
  }

  @Test
  void keepsTheRecordAsItIs() {
    for (String id : List.of("quake", "gone", "killed", "never")) {
      Kept kept = openSearch.articles().article(id);
      assertThat(kept.getClass()).isEqualTo(lucene.articles().article(id).getClass());
    }
    assertThat(((Kept.Article) openSearch.articles().article("quake")).json())
        .contains("\"sequence\":1")
        .contains("Rescuers searched the villages.");
  }

  @Test
  void marksWhatMatched() {
    List<Piece> pieces = page(openSearch.articles(), words("rescuer")).hits().getFirst().snippet();
    assertThat(pieces).contains(new Piece("Rescuers", true));
    assertThat(
            page(openSearch.articles(), new NewsQuery.Words(Field.LANG, "fr"))
                .hits()
                .getFirst()
                .snippet())
        .isNotEmpty()
        .noneMatch(Piece::marked);
  }

  @Test
  void tellsThatTheAnswersMayHaveChanged() {
    long before = openSearch.articles().generation();
    assertThat(openSearch.articles().generation()).isEqualTo(before);
    openSearch.apply(
        List.of(new Change.Upsert(usable("quake", 0), 9)),
        new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), Instant.EPOCH));
    openSearch.apply(
        List.of(new Change.Upsert(canceled("killed", 2), 9)),
        new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), Instant.EPOCH));
    Awaitility.await().until(() -> openSearch.articles().generation() != before);
  }

  private static NewsQuery words(String text) {
    return new NewsQuery.Words(Field.ANY, text);
  }

  private static Articles.Page page(Articles articles, NewsQuery query) {
    return articles.search(new Request(query, Order.BEST, Optional.empty(), 5, Detail.SHOWN));
  }

  private static List<String> ids(Articles articles, NewsQuery query, Order order) {
    List<String> ids = new ArrayList<>();
    Optional<Cursor> after = Optional.empty();
    do {
      Articles.Page page = articles.search(new Request(query, order, after, 4, Detail.RECORDS));
      page.hits().stream().map(Hit::id).forEach(ids::add);
      after = page.next();
    } while (after.isPresent());
    return ids;
  }
}

package dev.copydesk.index.search;

import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a search found, in the words of {@code openapi.json}.
 *
 * @param next where the next page begins; null on the last
 */
public record Found(
    long total,
    List<FoundHit> hits,
    Map<String, List<Articles.Bucket>> facets,
    Timeline timeline,
    @Nullable String next) {

  /** Most hits of one page. */
  public static final int MAX_LIMIT = 200;

  /**
   * @param snippet HTML
   * @param copies near-identical articles that it stands for
   */
  record FoundHit(
      String id,
      @Nullable String headline,
      @Nullable String published,
      float score,
      String snippet,
      @Nullable String publisher,
      List<Copy> copies) {}

  record Copy(
      String id,
      @Nullable String headline,
      @Nullable String published,
      @Nullable String publisher) {}

  /**
   * The best matches, copies folded.
   *
   * @throws BadRequestException if the query cannot be understood or costs too much
   * @throws Articles.UnavailableException if the index cannot be read now
   */
  public static Found best(Articles articles, String query, int limit) {
    return folded(
        articles,
        new Request(QueryParser.parse(query), Order.BEST, Optional.empty(), limit, Detail.SHOWN));
  }

  static Found folded(Articles articles, Request request) {
    return of(new Folding(articles).page(request));
  }

  static Found unfolded(Articles articles, Request request) {
    Articles.Page page = articles.search(request);
    return of(
        new Folding.Folded(
            page,
            page.hits().stream().map(hit -> new Folding.Fold(hit, List.of())).toList(),
            page.next()));
  }

  private static Found of(Folding.Folded folded) {
    Map<String, List<Articles.Bucket>> facets = new LinkedHashMap<>();
    Field.facets()
        .forEach(
            field ->
                facets.put(field.label(), folded.first().facets().getOrDefault(field, List.of())));
    return new Found(
        folded.first().total(),
        folded.folds().stream().map(Found::shown).toList(),
        facets,
        Timeline.of(folded.first().days()),
        folded.next().map(Cursor::encode).orElse(null));
  }

  private static FoundHit shown(Folding.Fold fold) {
    StringBuilder snippet = new StringBuilder();
    for (Articles.Piece piece : fold.hit().snippet()) {
      String text = Html.escape(piece.text());
      snippet.append(piece.marked() ? "<mark>" + text + "</mark>" : text);
    }
    Copy self = copy(fold.hit());
    return new FoundHit(
        self.id(),
        self.headline(),
        self.published(),
        fold.hit().place().score(),
        snippet.toString(),
        self.publisher(),
        fold.copies().stream().map(Found::copy).toList());
  }

  private static Copy copy(Hit hit) {
    return new Copy(
        hit.id(),
        hit.record().path("headline").textValue(),
        hit.record().path("published").path("value").textValue(),
        hit.publisher());
  }
}

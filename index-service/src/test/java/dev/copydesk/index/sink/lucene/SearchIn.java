package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.NewsQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the pages of a search. */
final class SearchIn {

  private SearchIn() {}

  static List<Hit> all(Articles articles) {
    List<Hit> hits = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      var page =
          articles.search(
              new Articles.Request(
                  new NewsQuery.Everything(), Articles.Order.BEST, next, 7, Articles.Detail.SHOWN));
      hits.addAll(page.hits());
      next = page.next();
    } while (next.isPresent());
    return hits;
  }
}

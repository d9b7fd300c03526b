package dev.copydesk.index;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.NewsQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that can be found. */
public final class Visible {

  private static final int PAGE = 100;

  private Visible() {}

  /** The sequence of each article, by id. */
  public static Map<String, Long> in(Articles articles) {
    Map<String, Long> visible = new HashMap<>();
    Optional<Cursor> after = Optional.empty();
    do {
      Articles.Page page =
          articles.search(
              new Request(new NewsQuery.Everything(), Order.NEWEST, after, PAGE, Detail.RECORDS));
      page.hits().forEach(hit -> visible.put(hit.id(), hit.record().path("sequence").asLong()));
      after = page.next();
    } while (after.isPresent());
    return visible;
  }
}

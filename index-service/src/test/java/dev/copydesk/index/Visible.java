package dev.copydesk.index;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.NewsQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything that can be found. */
public final class Visible {

  private static final int PAGE = 100;

  private Visible() {}

  /** The sequence of each article, by id. */
  public static Map<String, Long> in(Articles articles) {
    Map<String, Long> visible = new HashMap<>();
    each(articles, hit -> visible.put(hit.id(), hit.record().path("sequence").asLong()));
    return visible;
  }

  /** SHA-256 of every record, in the order of their ids. */
  static String hash(Articles articles) {
    Map<String, String> records = new TreeMap<>();
    each(articles, hit -> records.put(hit.id(), hit.record().toString()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      records.forEach(
          (id, record) ->
              digest.update((id + " " + record + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void each(Articles articles, Consumer<Hit> taker) {
    Optional<Cursor> after = Optional.empty();
    do {
      Articles.Page page =
          articles.search(
              new Request(new NewsQuery.Everything(), Order.NEWEST, after, PAGE, Detail.RECORDS));
      page.hits().forEach(taker);
      after = page.next();
    } while (after.isPresent());
  }
}

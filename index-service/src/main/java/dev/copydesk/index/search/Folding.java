package dev.copydesk.index.search;

import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Folds near-identical copies of one story into the one that stands first in the order. A family is
 * whatever is linked by copies of copies, so that the same family is found from each of its
 * members, on whichever page.
 */
final class Folding {

  /** The largest family that is gathered; the few beyond stand alone. */
  private static final int MOST_COPIES = 100;

  /** How often a page is filled up before a short one is returned. */
  private static final int ROUNDS = 10;

  private final Articles articles;

  /** A hit and its copies among the hits, in the order asked for. */
  record Fold(Hit hit, List<Hit> copies) {}

  /**
   * @param first what the index answered: its total, facets and days hold for all pages
   */
  record Folded(Articles.Page first, List<Fold> folds, Optional<Cursor> next) {}

  Folding(Articles articles) {
    this.articles = articles;
  }

  Folded page(Request request) {
    Articles.Page first = articles.search(request);
    Articles.Page page = first;
    List<Fold> folds = new ArrayList<>();
    for (int round = 1; ; round++) {
      for (int i = 0; i < page.hits().size(); i++) {
        Hit hit = page.hits().get(i);
        List<Hit> family = family(request, hit);
        if (family.getFirst().id().equals(hit.id())) {
          folds.add(new Fold(hit, family.subList(1, family.size())));
        }
        boolean last = i + 1 == page.hits().size() && page.next().isEmpty();
        if (folds.size() == request.limit()) {
          return new Folded(first, folds, last ? Optional.empty() : Optional.of(hit.place()));
        }
      }
      if (page.next().isEmpty() || round == ROUNDS) {
        return new Folded(first, folds, page.next());
      }
      page =
          articles.search(
              new Request(
                  request.query(),
                  request.order(),
                  page.next(),
                  request.limit(),
                  request.detail()));
    }
  }

  /** The hit and its copies, in order. */
  private List<Hit> family(Request request, Hit hit) {
    Map<String, Hit> members = new LinkedHashMap<>(Map.of(hit.id(), hit));
    Set<Long> asked = new HashSet<>();
    Deque<Long> toAsk = new ArrayDeque<>();
    if (hit.fingerprint() != 0) {
      toAsk.add(hit.fingerprint());
      asked.add(hit.fingerprint());
    }
    while (!toAsk.isEmpty() && members.size() < MOST_COPIES) {
      long fingerprint = toAsk.remove();
      for (Hit other : resembling(request, fingerprint)) {
        if (Fingerprint.areCopies(fingerprint, other.fingerprint())) {
          members.putIfAbsent(other.id(), other);
          if (asked.add(other.fingerprint())) {
            toAsk.add(other.fingerprint());
          }
        }
      }
    }
    return members.values().stream().sorted(inOrder(request.order())).toList();
  }

  private List<Hit> resembling(Request request, long fingerprint) {
    return articles
        .search(
            new Request(
                new NewsQuery.AllOf(
                    List.of(request.query(), new NewsQuery.Resembling(fingerprint))),
                request.order(),
                Optional.empty(),
                MOST_COPIES,
                Detail.RECORDS))
        .hits();
  }

  private static Comparator<Hit> inOrder(Order order) {
    Comparator<Hit> byTime = Comparator.comparingLong(hit -> hit.place().published());
    Comparator<Hit> byId = Comparator.comparing(Hit::id);
    return switch (order) {
      case BEST ->
          Comparator.<Hit>comparingDouble(hit -> -hit.place().score())
              .thenComparing(byTime.reversed())
              .thenComparing(byId);
      case NEWEST -> byTime.reversed().thenComparing(byId);
      case OLDEST -> byTime.thenComparing(byId);
    };
  }
}

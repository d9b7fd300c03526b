package dev.copydesk.enrich.replay;

import java.util.SortedSet;
import java.util.TreeSet;

/** Which of the articles that lie there are replayed. */
public sealed interface Limit {

  /** All of them. */
  record None() implements Limit {}

  /** Those with these ids, whatever their revisions. */
  record Ids(SortedSet<String> ids) implements Limit {

    /** So many ids at most: they stand in every event of the replay. */
    public static final int MOST = 1_000;

    public Ids {
      ids = new TreeSet<>(ids);
      if (ids.isEmpty() || ids.size() > MOST) {
        throw new IllegalArgumentException("%d ids, of 1 to %d".formatted(ids.size(), MOST));
      }
    }
  }

  /** Those whose enriched record is so. */
  record Where(Condition condition) implements Limit {}

  /** Those that the index finds by this query. */
  record Query(String query) implements Limit {}

  /**
   * Those that a repair is for; nobody else knows them.
   *
   * @param reason in a few words
   */
  record Repair(String reason) implements Limit {}

  /** In the words of the command line; empty for all. */
  default String words() {
    return switch (this) {
      case None _ -> "";
      case Ids some when some.ids().size() == 1 -> "--ids " + some.ids().first();
      case Ids some -> "--ids %s and %d more".formatted(some.ids().first(), some.ids().size() - 1);
      case Where where -> "--where \"%s\"".formatted(where.condition().words());
      case Query query -> "--query \"%s\"".formatted(query.query());
      case Repair repair -> repair.reason();
    };
  }
}

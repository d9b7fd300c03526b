package dev.copydesk.index.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What searching asks of whatever keeps the articles. Any number of threads may ask. */
public interface Articles {

  /**
   * What to find.
   *
   * @param after where the page before ended; empty for the first
   * @param limit most hits on the page
   */
  record Request(NewsQuery query, Optional<Cursor> after, int limit) {}

  /**
   * A page of hits, best first, then newest first.
   *
   * @param total articles that match, on whichever page
   * @param facets by field the most frequent values in all that match, most frequent first
   * @param next where the next page begins; empty on the last
   */
  record Page(long total, List<Hit> hits, Map<Field, List<Bucket>> facets, Optional<Cursor> next) {}

  /**
   * @param published as the article says it: ISO 8601, as precise as the source
   * @param score comparable within one query
   * @param snippet what of the text matched, or its beginning
   */
  record Hit(
      String id,
      @Nullable String headline,
      @Nullable String published,
      float score,
      List<Piece> snippet) {}

  /** A piece of plain text, to be escaped by whoever shows it. */
  record Piece(String text, boolean marked) {}

  /** A value and how many of the matching articles have it. */
  record Bucket(String value, long count) {}

  /** What is kept under an id. */
  sealed interface Kept {
    /** The enriched record in the contract's JSON. */
    record Article(String json) implements Kept {}

    /** Was canceled by its source. */
    record Withdrawn() implements Kept {}

    record Nothing() implements Kept {}
  }

  /**
   * @throws BadRequestException if the query costs too much
   * @throws UnavailableException if it cannot be answered now
   */
  Page search(Request request);

  /**
   * @throws UnavailableException if it cannot be answered now
   */
  Kept article(String id);

  /** The index cannot be read now; asking again later helps. */
  final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

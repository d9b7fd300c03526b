package dev.copydesk.index.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What searching asks of whatever keeps the articles. Any number of threads may ask.
 *
 * <p>Small on purpose: folding copies, following a figure and everything else that is the same over
 * any index is made of these few answers.
 */
public interface Articles {

  /**
   * What to find.
   *
   * @param after where the page before ended; empty for the first
   * @param limit most hits on the page
   * @param detail what else is wanted beside the hits
   */
  record Request(NewsQuery query, Order order, Optional<Cursor> after, int limit, Detail detail) {}

  /** Each ends with the id, so that no two articles tie. */
  enum Order {
    /** Best match first, then newest. */
    BEST,
    /** Newest first by {@code published}; those that do not say come last. */
    NEWEST,
    /** Oldest first by {@code published}; those that do not say come last. */
    OLDEST
  }

  enum Detail {
    /** The hits alone: no snippets, facets or days. */
    RECORDS,
    /** Everything that {@link Page} and {@link Hit} name. */
    SHOWN
  }

  /**
   * A page of hits in the order asked for.
   *
   * @param total articles that match, on whichever page, copies included; where only records were
   *     asked for, possibly fewer
   * @param facets by {@link Field#facets} the most frequent values in all that match, most frequent
   *     first
   * @param days by day, in UTC, how many of all that match were published; those that do not say
   *     are left out
   * @param next where the next page begins; empty on the last
   */
  record Page(
      long total,
      List<Hit> hits,
      Map<Field, List<Bucket>> facets,
      SortedMap<LocalDate, Long> days,
      Optional<Cursor> next) {}

  /**
   * @param record the enriched record in the contract's JSON
   * @param place where it stands in the order; its score is comparable within one query
   * @param snippet what of the text matched, or its beginning
   */
  record Hit(JsonNode record, Cursor place, List<Piece> snippet) {

    public String id() {
      return place.id();
    }

    /** The SimHash of the text; 0 where there is no text to compare. */
    public long fingerprint() {
      return record.path("fingerprint").asLong();
    }

    /** The publisher's name, else its domain; null where the article names none. */
    @Nullable String publisher() {
      JsonNode publisher = record.path("publisher");
      String name = publisher.path("name").textValue();
      return name != null ? name : publisher.path("domain").textValue();
    }
  }

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

  /**
   * Another number whenever the answers may have changed; cheap, to be asked twice a second.
   *
   * @throws UnavailableException if it cannot be answered now
   */
  long generation();

  /** The index cannot be read now; asking again later helps. */
  final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Nothing here can be searched, and waiting does not change that. */
  final class NotKeptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotKeptException() {
      super("Articles are written to files and cannot be searched here");
    }
  }
}

package dev.copydesk.index.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the topics tell of the way from a dropped file to the index. Any number of threads may ask;
 * answers may be a second old.
 */
public interface Road {

  /**
   * @param stages in the order in which an article meets them
   * @param at ISO 8601 instant of the answer
   */
  record State(String at, List<Stage> stages, Files files, Letters deadLetters) {}

  /**
   * A topic on the road and who reads it.
   *
   * @param span offsets between the topic's beginning and its end: at least as many as its records,
   *     since the markers of transactions take offsets too
   * @param perSecond offsets written a second, over the last minute; null until that is known
   */
  record Stage(String topic, long span, @Nullable Double perSecond, List<Reader> readers) {}

  /**
   * Who reads a topic.
   *
   * @param name consumer group, or "index" for this service, which keeps its own offsets
   * @param lagRecords offsets not yet read, markers of transactions included; null where unknown
   * @param lagSeconds age of the oldest record not yet read; 0 where all is read
   * @param perSecond offsets read a second, over the last minute; null until that is known
   */
  record Reader(
      String name,
      @Nullable Long lagRecords,
      @Nullable Long lagSeconds,
      @Nullable Double perSecond) {}

  /**
   * What became of dropped files, as far as their receipts are held in memory.
   *
   * @param byState of the receipts held
   * @param articles that the files held gave
   * @param articlesLastMinute of files whose receipt was written within the last minute
   * @param complete false where older receipts were let go
   * @param oldestUnfinished the file that has been in state PUBLISHING for longest
   */
  record Files(
      long total,
      Map<String, Long> byState,
      long articles,
      long articlesLastMinute,
      boolean complete,
      @Nullable Receipt oldestUnfinished) {}

  /**
   * @param open not yet handled, of those held in memory
   * @param byCode of the open ones
   */
  record Letters(long total, long open, Map<String, Long> byCode, boolean complete) {}

  /**
   * A file's receipt.
   *
   * @param arrived epoch milliseconds, as is updated
   */
  record Receipt(
      String path,
      String feed,
      String sha256,
      String state,
      long bytes,
      @Nullable String mediaType,
      int articles,
      List<Rejection> rejected,
      int rejectedCount,
      @Nullable String duplicateOf,
      List<String> ids,
      long arrived,
      long updated) {}

  record Rejection(
      @Nullable Integer position, String code, String reason, @Nullable String remedy) {}

  /**
   * Input that could not be used.
   *
   * @param topic of the dead letters, where this one lies, as partition and offset do
   * @param source topic, partition and offset it came from; of a file its path
   * @param handled what was done about it; null where nothing was
   */
  record Letter(
      String topic,
      int partition,
      long offset,
      @Nullable String key,
      String code,
      String stage,
      String message,
      String source,
      long bytes,
      long time,
      @Nullable String handled) {}

  /**
   * What could not be used, as it came.
   *
   * @param headers those it came with, and code and stage; not the error's own
   * @param text the bytes where they are text, else in hex, sixteen a line
   * @param cut where there are more than are told
   */
  record LetterContent(
      Map<String, String> headers, String text, boolean hex, long bytes, boolean cut) {}

  /** Where a revision of an article lies in news.raw, and the file that brought it. */
  record Revision(
      int partition, long offset, String path, String feed, int position, long arrived) {}

  /**
   * An article as found.
   *
   * @param text its bytes, decoded; cut where they are many
   */
  record Raw(
      String id,
      long revision,
      String revisionOrigin,
      String status,
      String path,
      String mediaType,
      @Nullable String charset,
      int bytes,
      String sha256,
      long arrived,
      String text,
      boolean cut) {}

  /**
   * @throws UnavailableException if the brokers do not answer
   */
  State state();

  /** The files last heard of, newest first. */
  List<Receipt> files(int limit);

  /** The dead letters that came last, newest first. */
  List<Letter> deadLetters(int limit);

  /**
   * Empty where no letter lies there.
   *
   * @throws UnavailableException if the brokers do not answer
   */
  Optional<LetterContent> deadLetter(int partition, long offset);

  /** Newest first; empty where the receipts were let go. */
  List<Revision> revisions(String articleId);

  /**
   * Empty where no article lies there.
   *
   * @throws UnavailableException if the brokers do not answer
   */
  Optional<Raw> raw(int partition, long offset);

  /** The brokers do not answer now; asking again later helps. */
  final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

package dev.copydesk.enrich.letters;

import dev.copydesk.schema.v1.RawArticle;

/** Reads what ingest turned away once more, as ingest would today. */
@FunctionalInterface
public interface IngestLetters {

  /** What an item is today. */
  sealed interface Read {

    record Article(RawArticle raw) implements Read {}

    /**
     * @param reason for people, without article text
     */
    record Refused(String reason) implements Read {}
  }

  /**
   * @param letter of the stage ingest
   */
  Read read(Letter letter);
}

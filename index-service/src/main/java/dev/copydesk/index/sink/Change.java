package dev.copydesk.index.sink;

import dev.copydesk.schema.v1.EnrichedArticle;

/** What a record of {@code news.enriched} does to an article. */
public sealed interface Change {

  /** Id of the article, which is the record's key. */
  String id();

  /**
   * Where the record lies in its partition. Orders the changes of one id; never compared with
   * sequences, which outlive the topic.
   */
  long offset();

  /** The article as it is now; withdraws it where its status is CANCELED. */
  record Upsert(EnrichedArticle article, long offset) implements Change {
    @Override
    public String id() {
      return article.getId();
    }
  }

  /** Erases what is kept of the article. */
  record Tombstone(String id, long offset) implements Change {}
}

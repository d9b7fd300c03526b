package dev.copydesk.index.sink;

import dev.copydesk.schema.v1.EnrichedArticle;

/** What a record of {@code news.enriched} does to an article. */
public sealed interface Change {

  /** Id of the article, which is the record's key. */
  String id();

  /** The article as it is now; withdraws it where its status is CANCELED. */
  record Upsert(EnrichedArticle article) implements Change {
    @Override
    public String id() {
      return article.getId();
    }
  }

  /** Erases what is kept of the article. */
  record Tombstone(String id) implements Change {}
}

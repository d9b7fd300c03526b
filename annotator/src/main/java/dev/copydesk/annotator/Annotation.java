package dev.copydesk.annotator;

import dev.copydesk.schema.v1.EnrichedArticle;

/** What became of a raw article. */
public sealed interface Annotation {

  /**
   * @param article complete but for {@code sequence}, which only the topology knows: it is 0
   */
  record Annotated(EnrichedArticle article) implements Annotation {}

  /**
   * The article's bytes cannot be read as what they claim to be.
   *
   * @param code stable, upper case with underscores
   * @param reason for people
   */
  record Unreadable(String code, String reason) implements Annotation {}
}

package dev.copydesk.ingest.format;

import dev.copydesk.schema.Topics;

/**
 * How much is read at most, in bytes.
 *
 * @param file a whole file
 * @param article one article
 * @param line one line of a file that holds an item a line; a longer one is skipped without being
 *     held in memory
 */
public record FormatLimits(long file, int article, int line) {

  public static final FormatLimits DEFAULT =
      new FormatLimits(4L << 30, Topics.MAX_ARTICLE_BYTES, Topics.MAX_ARTICLE_BYTES);
}

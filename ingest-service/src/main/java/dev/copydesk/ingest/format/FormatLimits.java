package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.archive.ArchiveLimits;
import dev.copydesk.schema.Topics;

/**
 * How much is read at most, in bytes.
 *
 * @param file a whole file
 * @param article one article
 * @param line one line of a file that holds an item a line; a longer one is skipped without being
 *     held in memory
 * @param archive how much an archive may unpack to
 */
public record FormatLimits(long file, int article, int line, ArchiveLimits archive) {

  /** With the usual limits of archives. */
  public FormatLimits(long file, int article, int line) {
    this(file, article, line, ArchiveLimits.DEFAULT);
  }

  public static final FormatLimits DEFAULT =
      new FormatLimits(4L << 30, Topics.MAX_ARTICLE_BYTES, Topics.MAX_ARTICLE_BYTES);
}

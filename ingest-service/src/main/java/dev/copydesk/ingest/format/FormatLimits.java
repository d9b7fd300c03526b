package dev.copydesk.ingest.format;

import dev.copydesk.schema.Topics;

/**
 * How much is read at most, in bytes.
 *
 * @param file a whole file, and all that it unpacks to
 * @param article one article
 * @param line one line of a file that holds an item a line; a longer one is skipped without being
 *     held in memory
 * @param archive how much an archive may unpack to
 */
public record FormatLimits(long file, int article, int line, ArchiveLimits archive) {

  /**
   * How much an archive may unpack to.
   *
   * @param ratio bytes unpacked for a byte packed, beyond the first 16 MiB
   * @param entries in a dropped file, those of archives in it included
   * @param depth archives within archives; {@code .tar.gz} has two
   */
  public record ArchiveLimits(int ratio, int entries, int depth) {
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(200, 1_000_000, 4);
  }

  /** With the usual limits of archives. */
  public FormatLimits(long file, int article, int line) {
    this(file, article, line, ArchiveLimits.DEFAULT);
  }

  public static final FormatLimits DEFAULT =
      new FormatLimits(4L << 30, Topics.MAX_ARTICLE_BYTES, Topics.MAX_ARTICLE_BYTES);
}

package dev.copydesk.standalone.faults;

/**
 * How many times an input lies in each place where it can come to an end or pass through.
 *
 * @param raw records in news.raw
 * @param enriched records in news.enriched
 * @param found hits of the search
 * @param letters dead letters
 * @param refused final receipts of its file that say that nothing of it was taken
 */
record Ends(int raw, int enriched, int found, int letters, int refused) {

  static final Ends NONE = new Ends(0, 0, 0, 0, 0);

  /** An article. */
  static final Ends INDEXED = new Ends(1, 1, 1, 0, 0);

  /** What ingest cannot read, in a file of which the rest can be. */
  static final Ends UNREADABLE_ITEM = new Ends(0, 0, 0, 1, 0);

  /** What ingest takes and enrich does not. */
  static final Ends UNFIT_ARTICLE = new Ends(1, 0, 0, 1, 0);

  /** A file that is no article, or the same as another. */
  static final Ends REFUSED_FILE = new Ends(0, 0, 0, 0, 1);

  boolean isLessThan(Ends other) {
    return raw < other.raw
        || enriched < other.enriched
        || found < other.found
        || letters < other.letters
        || refused < other.refused;
  }

  Ends plus(Ends other) {
    return new Ends(
        raw + other.raw,
        enriched + other.enriched,
        found + other.found,
        letters + other.letters,
        refused + other.refused);
  }
}

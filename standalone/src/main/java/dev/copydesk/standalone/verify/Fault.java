package dev.copydesk.standalone.verify;

import java.util.Locale;

/**
 * Something that is not as {@code news.raw} would have it.
 *
 * @param detail what is there and what ought to be
 * @param sequence the highest that anybody has of the article; 0 for none
 */
public record Fault(String id, Kind kind, String detail, long sequence) {

  /** What is wrong where. */
  public enum Kind {
    ENRICHED_MISSING("news.enriched has no record of it", true),
    ENRICHED_STALE("news.enriched has another revision of it", true),
    ENRICHED_NOT_WITHDRAWN("news.enriched still has it, but it was withdrawn", true),
    ENRICHED_UNKNOWN("news.enriched has it, and news.raw does not have it to be published", false),
    INDEX_MISSING("the index does not have it", true),
    INDEX_STALE("the index has another record of it", true),
    INDEX_NOT_WITHDRAWN("the index still has it, but it was withdrawn", true);

    private final String words;
    private final boolean repairable;

    Kind(String words, boolean repairable) {
      this.words = words;
      this.repairable = repairable;
    }

    /** As the command line writes it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String words() {
      return words;
    }

    /** Whether enriching the article again can mend it. */
    public boolean isRepairable() {
      return repairable;
    }
  }
}

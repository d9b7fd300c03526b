package dev.copydesk.enrich.replay;

import java.util.OptionalLong;

/** Tells by its key whether an article is to be replayed. */
@FunctionalInterface
public interface Wanted {

  /** Every article. */
  Wanted EVERYTHING = _ -> true;

  /**
   * Whether the article of this id is; one too many does no harm, since what comes out as it was is
   * not written again.
   */
  boolean has(String id);

  /**
   * The sequence above which the article's record is to be written even if it comes out as it was;
   * empty where it is not, as in all replays but repairs.
   */
  default OptionalLong rewriteAbove(String id) {
    return OptionalLong.empty();
  }
}

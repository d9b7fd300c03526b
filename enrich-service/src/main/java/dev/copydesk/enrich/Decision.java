package dev.copydesk.enrich;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to become of a revision. */
sealed interface Decision {

  /** It stands; its record is written unless it equals the last one written. */
  record Write() implements Decision {}

  /**
   * It stands, but stays out of the enriched articles for now.
   *
   * @param due when it is released; null: only a later revision ends the wait
   */
  record Hold(@Nullable Instant due) implements Decision {}

  /**
   * The bytes that stand have arrived anew: nothing is written, but what is older than this arrival
   * is outdated from now on.
   */
  record Repeat() implements Decision {}

  /** It changes nothing. */
  record Ignore(Reason reason) implements Decision {}

  /** Why a revision changes nothing. */
  enum Reason {
    /** Another revision that stands goes before it. */
    OUTDATED,
    /** The revision that stands has the same bytes. */
    SAME_BYTES,
    /** It is held already and not yet due. */
    HELD,
    /** The record would be the one that was written last. */
    SAME_RESULT
  }
}

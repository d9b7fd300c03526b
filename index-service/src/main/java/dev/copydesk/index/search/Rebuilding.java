package dev.copydesk.index.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the index is built anew while it is searched. Any number of threads may ask. */
public interface Rebuilding {

  /** Where the last one stands. */
  enum Phase {
    /** None was begun since this process started. */
    NONE,
    RUNNING,
    /** The new index is the one that is searched. */
    COMPLETED,
    CANCELED,
    /** Told to wait; beginning it again goes on where it stood, and so does the next process. */
    PAUSED,
    /** It cannot go on; beginning it again goes on where it stood. */
    FAILED
  }

  /**
   * @param replay its id among the replays; null where none was begun
   * @param done records of the topic that the new index has read
   * @param whole records that there are to read, as last counted
   * @param trouble what it waits for now, or why it failed
   * @param kept indices that others took the place of, which nobody has dropped yet
   */
  record State(
      Phase phase,
      @Nullable String replay,
      long done,
      long whole,
      @Nullable String trouble,
      List<String> kept) {}

  /**
   * @throws Articles.NotKeptException where there is no index
   * @throws Articles.UnavailableException if it cannot be said now
   */
  State state();

  /**
   * Begins, or goes on with one that was begun before; false where one runs already.
   *
   * @throws Articles.NotKeptException where there is no index
   */
  boolean begin();

  /** Stops and deletes what was built; false where there is nothing to stop. */
  boolean cancel();

  /**
   * Deletes the indices that others took the place of.
   *
   * @return their names
   */
  List<String> dropKept();
}

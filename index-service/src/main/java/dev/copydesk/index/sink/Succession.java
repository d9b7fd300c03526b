package dev.copydesk.index.sink;

import java.util.List;
import java.util.Optional;

/**
 * How an index is built anew beside the one in use, and takes its place: searches are answered by
 * the one until, between two of them, they are answered by the other.
 *
 * <p>What was begun outlasts the process: whoever comes next goes on with it. Any thread may ask;
 * one at a time changes anything.
 */
public interface Succession {

  /**
   * The name of the successor that was begun and has neither taken over nor been given up; no other
   * ever has the same.
   */
  Optional<String> begun();

  /** The name that the index in use had as a successor; empty where it may never have been one. */
  Optional<String> tookOver();

  /**
   * The successor as it was last committed; begins one where none is. It is all of {@link Sink},
   * for one instance, nothing searches it, and it is not closed by whoever asked: it is of no use
   * any more when another is asked for or this is closed.
   *
   * @throws SinkUnavailableException if it cannot be had now
   */
  Sink successor();

  /**
   * Keeps whatever instance from writing to the index in use, so that a successor can have all that
   * it has. They wait; {@link #takeOver} or {@link #release} ends that.
   */
  void hold();

  /** Lets the index in use be written to again, if it was held. */
  void release();

  /**
   * Commits the successor last asked for, and lets it take the place of the index in use: from here
   * on it is what is searched, and what the sink itself writes to. The one before is kept.
   *
   * @throws SinkUnavailableException if it cannot now; the index in use is the one it was then
   */
  void takeOver();

  /** Deletes the successor, if one was begun. */
  void giveUp();

  /** Names of the indices that were taken over from. */
  List<String> kept();

  /** Deletes the indices that were taken over from. */
  void dropKept();
}

package dev.copydesk.index.sink;

import java.util.List;
import java.util.Optional;

/**
 * Keeps articles, one an id, together with how far the topic they came from has been read.
 *
 * <p>The law, which one suite of tests holds every sink to:
 *
 * <ul>
 *   <li><b>Sequence alone decides.</b> An upsert is taken if the sink knows nothing of its id, or
 *       only lower sequences; else it is late, dropped and counted. So applying a change twice is
 *       applying it once, in whatever order changes arrive.
 *   <li><b>Nothing late comes back.</b> A canceled article leaves a hidden marker with its
 *       sequence, and so does a tombstone where the id was known; neither is ever found. Only a
 *       higher sequence brings the id back. A tombstone itself has no sequence and always holds.
 *   <li><b>Data and position are one.</b> What {@link #commit} keeps is every change applied and
 *       the position given with the last of them, or, if it fails, the state of the commit before.
 *       What was applied and not committed may be lost, position included, by {@link #close}, a
 *       crash or a failure; so read {@link #position} anew after each, and go on from there.
 *   <li><b>One bad item is no failure.</b> An upsert that this sink can never keep is refused, the
 *       rest of the batch is applied. Whatever waiting may mend is a {@link
 *       SinkUnavailableException}.
 * </ul>
 *
 * <p>One thread of an instance writes. Nothing is buffered beyond what {@link #apply} was given and
 * the sink's own bounded memory.
 */
public interface Sink extends AutoCloseable {

  /**
   * Whether several instances may write at once, each what it reads of the partitions that a
   * consumer group gives it. Else one instance reads all of them.
   */
  boolean isShared();

  /**
   * How far the changes applied reach, of every partition, whoever reads it; empty for a sink that
   * never took any.
   *
   * @throws SinkUnavailableException if the sink cannot be asked now
   * @throws dev.copydesk.service.SettingsException if what lies there is not Copydesk's
   */
  Optional<Position> position();

  /**
   * Applies the changes in order and remembers the position that is reached with them.
   *
   * @throws SinkUnavailableException if it cannot now; some of the changes may have been applied
   */
  Applied apply(List<Change> changes, Position reached);

  /**
   * Makes what was applied outlast a crash of the machine.
   *
   * @throws SinkUnavailableException if it cannot now
   */
  void commit();

  /**
   * Forgets every article, marker and position, and commits that.
   *
   * @throws SinkUnavailableException if it cannot now
   */
  void clear();

  /** Lets go of everything held; does not commit. Harmless when called again. */
  @Override
  void close();
}

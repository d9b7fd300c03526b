package dev.copydesk.index.consume;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.Rebuilding;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a successor of the index on a thread of its own, one at a time, while {@link
 * EnrichedReader} goes on with the one in use. What was begun outlasts the process: whoever comes
 * next goes on with it.
 */
final class Rebuild implements Rebuilding, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

  private final Succession succession;
  private final Function<Sink, Reading> readings;
  private final RebuildLog log;
  private final Crossing crossing;
  private volatile @Nullable RebuildRun last;
  private @Nullable Thread thread;
  private boolean settled;

  /**
   * @param readings makes what reads into a successor
   * @param log closed with this
   * @param crossing where the reader of the index in use steps aside
   */
  Rebuild(
      Succession succession, Function<Sink, Reading> readings, RebuildLog log, Crossing crossing) {
    this.succession = succession;
    this.readings = readings;
    this.log = log;
    this.crossing = crossing;
  }

  @Override
  public State state() {
    List<String> kept = asked(succession::kept);
    RebuildRun run = last;
    return run == null ? new State(Phase.NONE, null, 0, 0, null, kept) : run.state(kept);
  }

  @Override
  public synchronized boolean begin() {
    // Says so where there is nothing that could be searched.
    asked(succession::kept);
    if (isRunning()) {
      return false;
    }
    start(
        asked(
            () -> {
              if (succession.begun().isEmpty()) {
                var _ = succession.successor();
              }
              return RebuildRun.begun(succession);
            }));
    return true;
  }

  /** Goes on with what a process before this one began, or says that it had done it. */
  synchronized void resume() {
    if (last != null) {
      return;
    }
    Optional<String> begun = succession.begun();
    if (begun.isPresent()) {
      LOG.info("event=index-rebuild-resumed successor={}", begun.get());
      start(begun.get());
    } else if (!settled) {
      succession.tookOver().ifPresent(log::tookOver);
      settled = true;
    }
  }

  private void start(String successor) {
    RebuildRun run = run(successor);
    last = run;
    thread = Thread.ofPlatform().name("index-rebuild").start(run::run);
  }

  private RebuildRun run(String successor) {
    return new RebuildRun(successor, succession, readings, log, crossing);
  }

  private boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  @Override
  public synchronized boolean cancel() {
    boolean running = isRunning();
    stop();
    Optional<String> begun = asked(succession::begun);
    if (begun.isEmpty() && !(running && last != null && !last.isCompleted())) {
      return false;
    }
    RebuildRun run = last == null ? run(begun.orElse("")) : last;
    last = run;
    asked(
        () -> {
          run.giveUp(null);
          return true;
        });
    return true;
  }

  @Override
  public synchronized List<String> dropKept() {
    return asked(
        () -> {
          List<String> kept = succession.kept();
          succession.dropKept();
          return kept;
        });
  }

  @Override
  public synchronized void close() {
    stop();
    if (last != null) {
      last.leave();
    }
    log.close();
  }

  private void stop() {
    if (last != null) {
      last.stop();
    }
    Thread running = thread;
    boolean interrupted = false;
    // No interrupt: it would close the files that Lucene writes to.
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Question<T> {
    T ask();
  }

  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (SinkUnavailableException e) {
      throw new Articles.UnavailableException("The index cannot be asked", e);
    }
  }
}

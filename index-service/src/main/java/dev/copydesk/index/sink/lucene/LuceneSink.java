package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Articles;
import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.Succession;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index in a folder of this machine, for one process at a time. The position lies in the
 * user data of Lucene's commit, so that it cannot be ahead of the documents or behind them. What is
 * applied can be searched a refresh later, committed or not. A successor is built in a folder of
 * its own within that of the index.
 */
public final class LuceneSink implements Sink, Succession {

  static final String KEY = "index.dir";

  private static final Logger LOG = LoggerFactory.getLogger(LuceneSink.class);

  private final Path folder;
  private final Generations generations;
  private final LuceneArticles articles;
  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("index-refresh").factory());
  private volatile LuceneIndex current;
  private @Nullable LuceneIndex successor;

  /**
   * Opens the index, or makes one in a folder that is empty or not there.
   *
   * @param folder {@code index.dir}
   * @param refreshEvery how soon what was applied can be found
   * @throws SettingsException if another process has it open, or the folder holds something else or
   *     what cannot be read
   */
  public LuceneSink(Path folder, Duration refreshEvery) {
    this.folder = folder;
    try {
      generations = Generations.of(folder);
      current = new LuceneIndex(generations.current());
    } catch (IOException e) {
      throw new SettingsException(
          List.of("index.dir is \"%s\", which cannot be written to: %s".formatted(folder, e)));
    }
    articles = new LuceneArticles(() -> current.searchers());
    long millis = refreshEvery.toMillis();
    var _ =
        refresher.scheduleWithFixedDelay(
            () -> current.refresh(), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** What can be found in the index. */
  public Articles articles() {
    return articles;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Optional<Position> position() {
    return current.position();
  }

  @Override
  public Applied apply(List<Change> changes, Position reached) {
    return current.apply(changes, reached);
  }

  @Override
  public void commit() {
    current.commit();
  }

  @Override
  public void clear() {
    current.clear();
  }

  @Override
  public synchronized Optional<String> begun() {
    return generations.building().map(LuceneSink::name);
  }

  @Override
  public synchronized Optional<String> tookOver() {
    Path used = generations.current();
    return used.equals(folder) ? Optional.empty() : Optional.of(name(used));
  }

  private static String name(Path generation) {
    return generation.getFileName().toString();
  }

  @Override
  public synchronized Sink successor() {
    if (successor != null) {
      successor.close();
    }
    try {
      LuceneIndex begun;
      try {
        begun = open(generations.building().orElse(null));
      } catch (SettingsException e) {
        LOG.warn("event=index-successor-spoiled folder={} problems=\"{}\"", folder, e.problems());
        generations.giveUp();
        begun = open(null);
      }
      successor = begun;
      return begun;
    } catch (IOException e) {
      throw failed("begun", e);
    }
  }

  /**
   * @param begun null where none is
   */
  private LuceneIndex open(@Nullable Path begun) throws IOException {
    return new LuceneIndex(begun == null ? generations.begin() : begun);
  }

  @Override
  public void hold() {
    // Only this process writes, and whoever lets another index take over writes nothing meanwhile.
  }

  @Override
  public void release() {
    // See hold.
  }

  @Override
  public synchronized void takeOver() {
    LuceneIndex next = successor;
    if (next == null) {
      throw new IllegalStateException("No successor was begun in " + folder);
    }
    next.commit();
    next.refreshNow();
    try {
      generations.takeOver();
    } catch (IOException e) {
      throw failed("taken over", e);
    }
    LuceneIndex before = current;
    current = next;
    successor = null;
    before.close();
    LOG.info("event=index-taken-over folder={} position={}", folder, next.position());
  }

  @Override
  public synchronized void giveUp() {
    try {
      if (successor != null) {
        successor.close();
        successor = null;
      }
      generations.giveUp();
    } catch (IOException e) {
      throw failed("given up", e);
    }
  }

  @Override
  public synchronized List<String> kept() {
    return generations.kept();
  }

  @Override
  public synchronized void dropKept() {
    try {
      generations.dropKept();
    } catch (IOException e) {
      throw failed("dropped", e);
    }
  }

  @Override
  public synchronized void close() {
    // Waits, since an interrupt would close the files under a refresh.
    refresher.close();
    current.close();
    if (successor != null) {
      successor.close();
    }
  }

  /** Lets everything applied until now be found. */
  void refreshNow() {
    current.refreshNow();
  }

  private SinkUnavailableException failed(String what, IOException cause) {
    return new SinkUnavailableException(
        "The successor of the index in %s cannot be %s: %s".formatted(folder, what, cause), cause);
  }
}

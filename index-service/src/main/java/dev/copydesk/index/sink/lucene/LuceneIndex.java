package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One index in one folder, written to: {@link LuceneSink} says which one is searched. */
final class LuceneIndex implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger(LuceneIndex.class);

  private final Path folder;
  private volatile OpenIndex index;
  private volatile boolean closed;

  /**
   * Opens the index, or makes one in a folder that is empty or not there.
   *
   * @throws SettingsException as {@link OpenIndex#open}
   */
  LuceneIndex(Path folder) throws IOException {
    this.folder = folder;
    index = OpenIndex.open(folder, LuceneSink.KEY);
  }

  /** Others after Lucene gave the index up and it was opened again. */
  SearcherManager searchers() {
    return index.searchers();
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Optional<Position> position() {
    return open().position();
  }

  @Override
  public Applied apply(List<Change> changes, Position reached) {
    OpenIndex open = open();
    int indexed = 0;
    int withdrawn = 0;
    int deleted = 0;
    int late = 0;
    List<Applied.Refused> refused = new ArrayList<>();
    try {
      for (int i = 0; i < changes.size(); i++) {
        switch (changes.get(i)) {
          case Change.Tombstone(String id, _) -> {
            erase(open, id);
            deleted++;
          }
          case Change.Upsert(EnrichedArticle article, _) when isLate(open, article) -> late++;
          case Change.Upsert(EnrichedArticle article, _)
              when article.getStatus() != ArticleStatus.USABLE -> {
            hide(open, article.getId(), article.getSequence(), State.CANCELED);
            withdrawn++;
          }
          case Change.Upsert(EnrichedArticle article, _) -> {
            String refusal = index(open, article);
            if (refusal == null) {
              indexed++;
            } else {
              refused.add(new Applied.Refused(i, "NOT_INDEXABLE", refusal));
            }
          }
        }
      }
      open.reach(Optional.of(reached), Map.of());
    } catch (IOException | IllegalStateException e) {
      throw failed("written to", e);
    }
    return new Applied(indexed, withdrawn, deleted, late, refused);
  }

  private static boolean isLate(OpenIndex open, EnrichedArticle article) throws IOException {
    Long kept = open.sequences().get(article.getId());
    return kept != null && article.getSequence() <= kept;
  }

  /** Null where it was indexed, else why this article can never be. */
  private static @Nullable String index(OpenIndex open, EnrichedArticle article)
      throws IOException {
    try {
      open.writer().updateDocument(key(article.getId()), IndexDocument.of(article));
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
    open.sequences().add(article.getId(), article.getSequence());
    return null;
  }

  private static void erase(OpenIndex open, String id) throws IOException {
    Long kept = open.sequences().get(id);
    if (kept != null) {
      hide(open, id, kept, State.DELETED);
    }
  }

  private static void hide(OpenIndex open, String id, long sequence, State state)
      throws IOException {
    open.writer().updateDocument(key(id), IndexDocument.marker(id, sequence, state));
    open.sequences().add(id, sequence);
  }

  private static Term key(String id) {
    return new Term(IndexFields.ID, id);
  }

  @Override
  public void commit() {
    OpenIndex open = open();
    try {
      open.writer().commit();
    } catch (IOException | IllegalStateException e) {
      // The latter where a refresh has met a full disk: Lucene has given the writer up meanwhile.
      throw failed("committed", e);
    }
  }

  @Override
  public void clear() {
    OpenIndex open = open();
    try {
      open.clear(Map.of());
    } catch (IOException | IllegalStateException e) {
      throw failed("cleared", e);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        index.close();
      } catch (IOException | AlreadyClosedException e) {
        // Nothing committed is lost, and the lock goes with the process.
        LOG.warn("event=index-not-closed folder={}", folder, e);
      }
    }
  }

  /** The index, opened again at its last commit where Lucene gave it up, as with a full disk. */
  private synchronized OpenIndex open() {
    if (closed) {
      throw new IllegalStateException("The index in " + folder + " is closed");
    }
    if (!index.writer().isOpen()) {
      try {
        index.close();
        index = OpenIndex.open(folder, LuceneSink.KEY);
      } catch (IOException | SettingsException e) {
        throw failed("opened", e);
      }
      LOG.info("event=index-reopened folder={} position={}", folder, index.position());
    }
    return index;
  }

  /** Lets everything applied until now be found. */
  void refreshNow() {
    try {
      index.searchers().maybeRefreshBlocking();
    } catch (IOException e) {
      throw failed("refreshed", e);
    }
  }

  /** Lets what was applied be found, unless another thread does so already. */
  void refresh() {
    try {
      index.searchers().maybeRefresh();
    } catch (IOException | IllegalStateException e) {
      // The next write meets the same trouble and reports it; an exception would end the schedule.
      LOG.debug("event=index-not-refreshed folder={}", folder, e);
    }
  }

  private SinkUnavailableException failed(String what, Exception cause) {
    return new SinkUnavailableException(
        "The index in %s cannot be %s: %s".formatted(folder, what, cause), cause);
  }
}

package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.lucene.IndexFields.State;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence of each id was taken, and nothing else of the articles: for a sink that cannot
 * look into what it wrote. On disk, in heap that does not grow with the number of ids. One thread
 * uses it.
 */
public final class SequenceLedger implements Closeable {

  private final OpenIndex index;

  private SequenceLedger(OpenIndex index) {
    this.index = index;
  }

  /**
   * Opens the ledger as it was last committed, or makes one.
   *
   * @param key of the setting that names the folder, for messages
   * @throws dev.copydesk.service.SettingsException if another process has it open, or the folder
   *     holds something else or what cannot be read
   */
  public static SequenceLedger open(Path folder, String key) throws IOException {
    return new SequenceLedger(OpenIndex.open(folder, key));
  }

  /** As last committed. */
  public Optional<Position> position() {
    return index.position();
  }

  /** As last committed. */
  public Map<String, String> notes() {
    return index.notes();
  }

  /** Null where the id is not known. */
  public @Nullable Long get(String id) throws IOException {
    return index.sequences().get(id);
  }

  /**
   * @throws IllegalArgumentException if an id like this can never be kept
   */
  public void put(String id, long sequence) throws IOException {
    index
        .writer()
        .updateDocument(
            new Term(IndexFields.ID, id), IndexDocument.marker(id, sequence, State.USABLE));
    index.sequences().add(id, sequence);
  }

  /** Makes everything put until now outlast a crash, with the position and the notes. */
  public void commit(Optional<Position> position, Map<String, String> notes) throws IOException {
    index.reach(position, notes);
    index.writer().commit();
    // What was put since the last refresh is held in memory until the next.
    index.searchers().maybeRefreshBlocking();
  }

  /** Forgets every id and the position, and commits that with the notes. */
  public void clear(Map<String, String> notes) throws IOException {
    index.clear(notes);
  }

  /** Gives up what was not committed. */
  @Override
  public void close() throws IOException {
    index.close();
  }
}

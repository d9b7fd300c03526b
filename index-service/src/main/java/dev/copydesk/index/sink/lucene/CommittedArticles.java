package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.search.Articles;
import dev.copydesk.service.SettingsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** What an index held at its last commit, for searching alone: another process may write to it. */
public final class CommittedArticles implements Closeable {

  private final Directory directory;
  private final SearcherManager searchers;

  private CommittedArticles(Directory directory, SearcherManager searchers) {
    this.directory = directory;
    this.searchers = searchers;
  }

  /**
   * @param folder of an index that {@link LuceneSink} made and nobody built anew
   * @throws SettingsException if it cannot be read
   */
  public static CommittedArticles in(Path folder) {
    try {
      Directory directory = FSDirectory.open(folder);
      try {
        return new CommittedArticles(directory, new SearcherManager(directory, null));
      } catch (IOException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new SettingsException(
          List.of("The index in \"%s\" cannot be read: %s".formatted(folder, e)));
    }
  }

  /** Usable until this is closed. */
  public Articles articles() {
    return new LuceneArticles(() -> searchers);
  }

  @Override
  public void close() throws IOException {
    searchers.close();
    directory.close();
  }
}

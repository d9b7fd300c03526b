package dev.copydesk.index.sink.lucene;

import dev.copydesk.index.sink.Position;
import dev.copydesk.service.SettingsException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/** The index from one opening to the closing: who writes, who searches, how far it reaches. */
final class OpenIndex implements Closeable {

  private static final double BUFFER_MEBIBYTES = 64;

  /** What Lucene itself may leave in a folder before its first commit. */
  private static final Predicate<String> OF_LUCENE =
      Pattern.compile("write\\.lock|(pending_)?segments_.*|_[0-9a-z]+.*").asMatchPredicate();

  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Sequences sequences;

  private OpenIndex(Directory directory, IndexWriter writer) throws IOException {
    this.directory = directory;
    this.writer = writer;
    searchers = new SearcherManager(writer, null);
    sequences = new Sequences(searchers);
  }

  /**
   * @param key of the setting that names the folder, for messages
   * @throws SettingsException if the folder is none that this process can use as its index
   */
  static OpenIndex open(Path folder, String key) throws IOException {
    Directory directory = FSDirectory.open(folder);
    IndexWriter writer = null;
    try {
      refuseForeign(folder, key, directory);
      writer =
          new IndexWriter(
              directory,
              new IndexWriterConfig(IndexFields.analyzer())
                  .setRAMBufferSizeMB(BUFFER_MEBIBYTES)
                  .setCommitOnClose(false));
      OpenIndex open = new OpenIndex(directory, writer);
      if (!DirectoryReader.indexExists(directory)) {
        writer.setLiveCommitData(CommitData.of(Optional.empty(), Map.of()).entrySet());
        writer.commit();
      }
      return open;
    } catch (LockObtainFailedException _) {
      directory.close();
      throw new SettingsException(
          List.of(
              "%s is \"%s\", which another process writes to, and it is for one: stop that one, give this one a folder of its own with --%s, or run several over OpenSearch with --index-sink opensearch"
                  .formatted(key, folder, key.replace('.', '-'))));
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | IndexNotFoundException e) {
      abandon(directory, writer);
      throw new SettingsException(
          List.of(
              "%s is \"%s\", whose index cannot be read (%s): move the folder away, and a new index is made from the topic"
                  .formatted(key, folder, e.getMessage())));
    } catch (IOException | RuntimeException e) {
      abandon(directory, writer);
      throw e;
    }
  }

  private static void abandon(Directory directory, @Nullable IndexWriter writer)
      throws IOException {
    if (writer != null) {
      writer.rollback();
    }
    directory.close();
  }

  private static void refuseForeign(Path folder, String key, Directory directory)
      throws IOException {
    boolean foreign =
        DirectoryReader.indexExists(directory)
            ? !CommitData.isOurs(SegmentInfos.readLatestCommit(directory).getUserData())
            : !Arrays.stream(directory.listAll())
                .allMatch(name -> isOfLucene(name) || Generations.isOwn(name));
    if (foreign) {
      throw new SettingsException(
          List.of(
              "%s is \"%s\", which holds something that is not Copydesk's index: give it a folder of its own"
                  .formatted(key, folder)));
    }
  }

  /** Whether Lucene may have made a file of this name. */
  static boolean isOfLucene(String name) {
    return OF_LUCENE.test(name);
  }

  IndexWriter writer() {
    return writer;
  }

  SearcherManager searchers() {
    return searchers;
  }

  Sequences sequences() {
    return sequences;
  }

  Optional<Position> position() {
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    return data == null ? Optional.empty() : CommitData.position(data);
  }

  /** What the last opening, reach or clearing noted beside the position. */
  Map<String, String> notes() {
    Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
    return data == null ? Map.of() : CommitData.notes(data);
  }

  /**
   * Goes into the next commit, with every change made until then.
   *
   * @param notes whatever else is to be known after it
   */
  void reach(Optional<Position> position, Map<String, String> notes) {
    writer.setLiveCommitData(CommitData.of(position, notes).entrySet());
  }

  void clear(Map<String, String> notes) throws IOException {
    writer.deleteAll();
    writer.setLiveCommitData(CommitData.of(Optional.empty(), notes).entrySet());
    writer.commit();
    // The sequences of recent writes are forgotten with the refresh.
    searchers.maybeRefreshBlocking();
  }

  /** Gives up what was not committed. */
  @Override
  public void close() throws IOException {
    sequences.close();
    searchers.close();
    writer.rollback();
    directory.close();
  }
}

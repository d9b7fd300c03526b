package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A large file under way: the next piece of it is read on a thread of its own, for as long as that
 * takes, while the thread that publishes goes on with other files and attends to the group.
 */
final class LargeFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LargeFile.class);

  private final FileContent content;
  private final FolderFiles files;
  private final FileReading reading;
  private final ExecutorService thread;
  private Future<Piece> next;

  /** What has been read of it. */
  sealed interface Piece {

    record Beginning(FileContent.Identified identified) implements Piece {}

    record More(FileContent.Items items) implements Piece {}
  }

  /**
   * Begins to read.
   *
   * @param files for this file alone; closed with it
   */
  LargeFile(
      FoundFile file, Origin origin, Formats formats, FolderFiles files, Step.Listener steps) {
    this.content = new FileContent(file, origin, formats, files);
    this.files = files;
    this.reading = new FileReading(file, origin, steps);
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("ingest-read-large").daemon().factory());
    this.next = thread.submit(() -> new Piece.Beginning(content.identify()));
  }

  FoundFile file() {
    return content.file();
  }

  FileReading reading() {
    return reading;
  }

  /** Whether there is a piece, or none is to be had. */
  boolean isRead(Duration wait) throws InterruptedException {
    try {
      next.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      // Said when it is taken.
    }
    return true;
  }

  /**
   * The piece that has been read.
   *
   * @throws IOException if the file cannot be read now
   */
  Piece piece() throws IOException {
    return FileContent.result(next);
  }

  void readOn() {
    next = thread.submit(() -> new Piece.More(content.items(Budget.ofPortion())));
  }

  /** Reads no more, however far it has come. */
  @Override
  public void close() {
    next.cancel(true);
    thread.execute(this::closeContent);
    thread.shutdown();
  }

  private void closeContent() {
    try (files) {
      content.close();
    } catch (IOException e) {
      LOG.debug("event=file-not-closed reason={}", e.toString());
    }
  }
}

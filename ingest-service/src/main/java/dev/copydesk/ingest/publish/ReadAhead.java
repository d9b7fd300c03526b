package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads small files ahead of their turn, on a thread of its own, while transactions are under way:
 * their bytes, and of their items the first few.
 *
 * <p>But for that, used by the thread that publishes.
 */
final class ReadAhead implements AutoCloseable {

  private static final int MOST_FILES = 4_000;

  /** Bytes of files ahead, read or not. */
  private static final long MOST_BYTES = 8L << 20;

  /** Of what was read ahead, in KiB: small archives may hold much. */
  private static final int MOST_HELD = 16 * 1024;

  private static final Duration ITEMS_TIME = Duration.ofMillis(100);
  private static final long ITEMS_BYTES = 1L << 20;

  private final Formats formats;
  private final FolderFiles files;
  private final String feed;
  private final InstantSource clock;
  private final BlockingQueue<Runnable> unread = new LinkedBlockingQueue<>();
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          unread,
          Thread.ofPlatform().name("ingest-read-small").daemon().factory());
  private final Deque<Ahead> ahead = new ArrayDeque<>();
  private long bytes;

  /** Of what is ahead now; what is abandoned has no part in it. */
  private Semaphore room = new Semaphore(MOST_HELD);

  ReadAhead(Formats formats, FolderFiles files, String feed, InstantSource clock) {
    this.formats = formats;
    this.files = files;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * @param items the first of them; none where the file is refused
   * @param held in KiB
   */
  record Read(
      Origin origin, FileContent.Identified identified, FileContent.Items items, int held) {}

  private record Ahead(FoundFile file, Future<Read> read) {}

  boolean hasRoom() {
    return ahead.size() < MOST_FILES && bytes < MOST_BYTES;
  }

  boolean isEmpty() {
    return ahead.isEmpty();
  }

  int size() {
    return ahead.size();
  }

  void add(FoundFile file) {
    Semaphore room = this.room;
    ahead.add(new Ahead(file, thread.submit(() -> read(file, room))));
    bytes += file.stamp().size();
  }

  private Read read(FoundFile file, Semaphore room) throws IOException, InterruptedException {
    Origin origin = new Origin(feed, file.name(), clock.instant());
    try (FileContent content = new FileContent(file, origin, formats, files)) {
      FileContent.Identified identified = content.identify();
      FileContent.Items items =
          identified.refusal().isPresent()
              ? new FileContent.Items(List.of(), true)
              : content.items(new Budget(ITEMS_TIME, ITEMS_BYTES));
      long weight = items.items().stream().mapToLong(Portion::weight).sum();
      int held = (int) Math.min(MOST_HELD, 1 + weight / 1024);
      // Those read before are taken before, and leave their room.
      room.acquire(held);
      return new Read(origin, identified, items, held);
    } finally {
      if (unread.isEmpty()) {
        files.rest();
      }
    }
  }

  /** The file whose turn it is, where there is one. */
  FoundFile next() {
    return ahead.element().file();
  }

  /** Whether the file whose turn it is has been read, or could not be. */
  boolean isRead(Duration wait) throws InterruptedException {
    Ahead first = ahead.peek();
    if (first == null || wait.isZero()) {
      return first != null && first.read().isDone();
    }
    try {
      first.read().get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException _) {
      // Said when it is taken.
    }
    return true;
  }

  /**
   * Of the file whose turn it is, once it has been read.
   *
   * @throws IOException if it cannot be read now
   */
  Read read() throws IOException {
    return FileContent.result(ahead.element().read());
  }

  /** Its turn is over. */
  void remove() {
    Ahead first = ahead.remove();
    bytes -= first.file().stamp().size();
    if (first.read().state() == Future.State.SUCCESS) {
      room.release(first.read().resultNow().held());
    }
  }

  /** Forgets what was read ahead, and returns the files in their order. */
  List<FoundFile> abandon() {
    List<FoundFile> left = ahead.stream().map(Ahead::file).toList();
    ahead.forEach(each -> each.read().cancel(false));
    ahead.clear();
    bytes = 0;
    // One that waits for room is to end.
    room.release(MOST_HELD);
    room = new Semaphore(MOST_HELD);
    return left;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

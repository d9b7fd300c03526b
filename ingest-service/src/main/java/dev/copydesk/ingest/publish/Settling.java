package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.v1.FileReceipt;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files away whose receipts are committed, behind the transactions, on a thread of its own.
 *
 * <p>What is left of it when the process dies is found again, and the ledger tells that it has but
 * to be put away.
 */
final class Settling implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  private static final int MOST_WAITING = 4_000;
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LAST_FILES = Duration.ofSeconds(15);

  private record Settled(FoundFile file, FileReceipt receipt) {}

  private final PutAway putAway;
  private final FolderFiles files;
  private final WatchedFolder folder;
  private final FileTroubles troubles;
  private final BlockingQueue<Settled> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private volatile boolean closing;

  Settling(PutAway putAway, FolderFiles files, WatchedFolder folder, FileTroubles troubles) {
    this.putAway = putAway;
    this.files = files;
    this.folder = folder;
    this.troubles = troubles;
    this.thread = Thread.ofPlatform().name("ingest-put-away").daemon().start(this::run);
  }

  /** Waits while too many files wait. */
  void add(FoundFile file, FileReceipt receipt) throws InterruptedException {
    Settled settled = new Settled(file, receipt);
    while (!waiting.offer(settled, TICK.toMillis(), TimeUnit.MILLISECONDS)) {
      check();
    }
  }

  /**
   * @throws Error that ended this, and is to end the service
   */
  void check() {
    if (failure instanceof Error e) {
      throw e;
    }
  }

  // Also what is no exception ends the service, and the thread that publishes must hear of it.
  @SuppressWarnings("CatchingUnchecked")
  private void run() {
    try (files) {
      boolean rested = true;
      while (!closing || !waiting.isEmpty()) {
        Settled settled = waiting.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (settled != null) {
          settle(settled.file(), settled.receipt());
          rested = false;
        } else if (!rested) {
          files.rest();
          rested = true;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      failure = e;
    }
  }

  /** Where it fails the file is noticed again, and then but put away. */
  private void settle(FoundFile file, FileReceipt receipt) {
    try {
      PutAway.Whereabouts whereabouts = putAway.putAway(file, receipt);
      troubles.over(file.name());
      LOG.debug("event=file-settled state={} sha256={}", receipt.getState(), receipt.getSha256());
      switch (whereabouts) {
        case IN_PLACE -> folder.keep(file);
        case AWAY -> folder.leave(file);
        case UNKNOWN -> folder.release(file);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=file-not-moved reason={}", e.toString());
      troubles.note(file.name(), e.toString());
      folder.defer(file);
    }
  }

  /** Puts away what waits, as far as that takes no more than some seconds. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!thread.join(LAST_FILES)) {
        LOG.warn("event=files-not-yet-moved count={} remedy=start-again", waiting.size());
        thread.interrupt();
        thread.join(LAST_FILES);
      }
    } catch (InterruptedException _) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}

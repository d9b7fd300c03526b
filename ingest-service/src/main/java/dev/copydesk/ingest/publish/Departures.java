package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.v1.FileReceipt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a file leaves the hands of the thread that publishes: settled by a committed receipt, left to
 * its owner, or to be noticed again later.
 */
final class Departures {

  private static final Logger LOG = LoggerFactory.getLogger(Departures.class);

  private final WatchedFolder folder;
  private final Settling settling;
  private final FileTroubles troubles;
  private final OthersFiles othersFiles = new OthersFiles();

  Departures(WatchedFolder folder, Settling settling, FileTroubles troubles) {
    this.folder = folder;
    this.settling = settling;
    this.troubles = troubles;
  }

  /** Its receipt is committed: it has but to be put away. */
  void settle(FoundFile file, FileReceipt receipt) throws InterruptedException {
    settling.add(file, receipt);
  }

  /** Leaves a file to its owner of which that is known without reading it again. */
  boolean isLeft(FoundFile file, Ledger ledger) {
    OptionalInt partition = othersFiles.partition(file);
    boolean others = partition.isPresent() && !ledger.owns(partition.getAsInt());
    if (others) {
      folder.defer(file);
    }
    return others;
  }

  /** The file stays where it is for its owner, and is looked at again in some seconds. */
  void leave(FoundFile file, int partition) {
    othersFiles.remember(file, partition);
    troubles.over(file.name());
    folder.defer(file);
  }

  /** Its partition was lost in the midst of it: whoever has gained it goes on. */
  void lose(FoundFile file) {
    folder.release(file);
  }

  /** The file stays where it is, and is noticed again. */
  void later(FoundFile file, Exception cause) {
    switch (cause) {
      case NoSuchFileException _ -> {
        troubles.over(file.name());
        folder.release(file);
      }
      case FileContent.ChangedException _ -> {
        troubles.over(file.name());
        folder.release(file);
      }
      case IOException e -> {
        LOG.warn("event=file-not-read reason={}", e.toString());
        troubles.note(file.name(), e.toString());
        folder.defer(file);
      }
      default -> {
        LOG.error("event=file-broke-reader sha256=unknown", cause);
        troubles.note(file.name(), cause.toString());
        folder.defer(file);
      }
    }
  }
}

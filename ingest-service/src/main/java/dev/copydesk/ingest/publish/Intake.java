package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.ledger.LedgerException;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes complete files from the watched folder, round by round: those of others it leaves alone, of
 * its own the small ones share transactions, and a large one advances by a portion between two of
 * these.
 *
 * <p>What a transaction holds is read before it opens, so that it stays open for no longer than
 * Kafka takes. Used by one thread, but for {@link #trouble}.
 */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private static final Duration PORTION_TIME = Duration.ofMillis(200);
  private static final long PORTION_BYTES = 8L << 20;
  private static final int PORTION_FILES = 500;

  /** A file up to this length is read in one piece, in bytes. */
  private static final long SMALL = 1L << 20;

  private static final Duration IDLE = Duration.ofMillis(100);

  private final PublishSettings settings;
  private final WatchedFolder folder;
  private final Formats formats;
  private final FolderFiles files;
  private final PutAway putAway;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final Step.Listener steps;
  private final FileTroubles troubles;
  private final OthersFiles othersFiles = new OthersFiles();

  private final Deque<FoundFile> small = new ArrayDeque<>();
  private final Deque<FoundFile> large = new ArrayDeque<>();
  private @Nullable FileReading reading;

  Intake(
      PublishSettings settings,
      WatchedFolder folder,
      IngestMetrics metrics,
      InstantSource clock,
      Step.Listener steps) {
    this.settings = settings;
    this.folder = folder;
    this.formats = new Formats(settings.limits());
    this.files = new FolderFiles(settings.folder());
    this.putAway =
        new PutAway(settings.folder(), settings.onDone(), settings.marker(), files, steps);
    this.metrics = metrics;
    this.clock = clock;
    this.steps = steps;
    this.troubles = new FileTroubles(clock);
  }

  /** Files that wait for somebody to do something about them. */
  Optional<String> trouble() {
    return troubles.summary();
  }

  /**
   * Publishes what one round allows.
   *
   * @throws RuntimeException if Kafka, the registry or the ledger fails; the session is then to be
   *     closed
   */
  void round(Session session) throws InterruptedException {
    abandonIfLost(session);
    boolean idle = small.isEmpty() && large.isEmpty() && reading == null;
    for (FoundFile file :
        folder.poll(Math.max(0, PORTION_FILES - small.size()), idle ? IDLE : Duration.ZERO)) {
      (file.stamp().size() <= SMALL ? small : large).add(file);
    }
    if (!small.isEmpty()) {
      publishSmall(session);
    }
    if (reading == null && !large.isEmpty()) {
      FoundFile next = large.remove();
      if (isOthers(session, next)) {
        folder.defer(next);
      } else {
        reading = reading(next);
      }
    }
    if (reading != null) {
      publishLarge(session, reading);
    }
  }

  /** What was read of a large file beyond the last commit is read again. */
  void abandonReading() {
    FileReading file = reading;
    if (file != null) {
      closeReading(file);
      large.addFirst(file.file());
    }
  }

  /** Whoever has gained the partition of a file in the midst of it goes on with it. */
  private void abandonIfLost(Session session) {
    FileReading file = reading;
    if (file != null
        && file.sha256()
            .filter(sha256 -> !session.ledger().owns(session.ledger().partition(sha256)))
            .isPresent()) {
      closeReading(file);
      folder.release(file.file());
    }
  }

  private boolean isOthers(Session session, FoundFile file) {
    OptionalInt partition = othersFiles.partition(file);
    return partition.isPresent() && !session.ledger().owns(partition.getAsInt());
  }

  private void publishSmall(Session session) {
    List<Portion> portions = new ArrayList<>();
    Deque<FoundFile> unsettled = new ArrayDeque<>();
    try {
      gather(session, portions, unsettled);
      List<FileReceipt> receipts = portions.isEmpty() ? List.of() : commit(session, portions);
      for (FileReceipt receipt : receipts) {
        settle(unsettled.element(), receipt);
        unsettled.remove();
      }
    } finally {
      // Where Kafka, the ledger or the registry failed; the ledger tells what of it is committed.
      while (!unsettled.isEmpty()) {
        small.addFirst(unsettled.removeLast());
      }
    }
  }

  /** Takes small files for one transaction, each of them whole. */
  private void gather(Session session, List<Portion> portions, Deque<FoundFile> unsettled) {
    Budget budget = new Budget(PORTION_TIME, PORTION_BYTES);
    Set<String> bringing = new HashSet<>();
    while (!small.isEmpty() && !budget.isSpent() && portions.size() < PORTION_FILES) {
      FoundFile file = small.element();
      Portion portion = readWhole(session, file);
      if (portion != null && bringing.contains(portion.before().getSha256())) {
        // The first of two equal files is committed before the second, which is then a duplicate.
        return;
      }
      if (portion != null && portion.committed()) {
        settle(file, portion.before());
      }
      small.remove();
      if (portion == null || portion.committed()) {
        continue;
      }
      unsettled.add(file);
      portions.add(portion);
      budget.spend(portion.weight());
      if (portion.bringsArticles()) {
        bringing.add(portion.before().getSha256());
      }
    }
  }

  /**
   * The one portion of a small file, or null where it is not to be had, or not by us. What turns
   * out to hold more than a transaction takes, packed as it may be, goes on as a large one.
   */
  private @Nullable Portion readWhole(Session session, FoundFile file) {
    if (isOthers(session, file)) {
      folder.defer(file);
      return null;
    }
    try (FileReading whole = reading(file)) {
      return switch (whole.advance(new Budget(PORTION_TIME, PORTION_BYTES), session.ledger())) {
        case Portion portion when portion.ended() -> {
          steps.reached(Step.READ);
          yield portion;
        }
        case Advance.NotOurs(int partition) -> {
          leave(file, partition);
          yield null;
        }
        case Portion _, Advance.Unfinished _ -> {
          large.add(file);
          yield null;
        }
      };
    } catch (LedgerException | RegistryUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      later(file, e);
      return null;
    }
  }

  private void publishLarge(Session session, FileReading file) {
    Advance advance;
    try {
      advance = file.advance(new Budget(PORTION_TIME, PORTION_BYTES), session.ledger());
    } catch (LedgerException | RegistryUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      closeReading(file);
      later(file.file(), e);
      return;
    }
    switch (advance) {
      case Advance.Unfinished() -> {}
      case Advance.NotOurs(int partition) -> {
        closeReading(file);
        leave(file.file(), partition);
      }
      case Portion portion when portion.committed() -> {
        closeReading(file);
        settle(portion.file(), portion.before());
      }
      case Portion portion -> {
        steps.reached(Step.READ);
        FileReceipt receipt = commit(session, List.of(portion)).getFirst();
        file.committed(receipt);
        if (portion.ended()) {
          closeReading(file);
          settle(portion.file(), receipt);
        }
      }
    }
  }

  private List<FileReceipt> commit(Session session, List<Portion> portions) {
    long start = System.nanoTime();
    List<FileReceipt> receipts = session.publish(portions);
    metrics.transactions().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    for (int i = 0; i < portions.size(); i++) {
      metrics.committed(portions.get(i), receipts.get(i));
    }
    return receipts;
  }

  /** The file stays where it is for its owner, and is looked at again in some seconds. */
  private void leave(FoundFile file, int partition) {
    othersFiles.remember(file, partition);
    troubles.over(file.name());
    folder.defer(file);
  }

  /** Puts a file away; where that fails it is noticed again, and then but put away. */
  private void settle(FoundFile file, FileReceipt receipt) {
    try {
      boolean stays = putAway.putAway(file, receipt);
      troubles.over(file.name());
      LOG.debug("event=file-settled state={} sha256={}", receipt.getState(), receipt.getSha256());
      if (stays) {
        folder.keep(file);
      } else {
        folder.release(file);
      }
    } catch (IOException e) {
      LOG.warn("event=file-not-moved reason={}", e.toString());
      troubles.note(file.name(), e.toString());
      folder.defer(file);
    }
  }

  /** The file stays where it is, and is noticed again. */
  private void later(FoundFile file, Exception cause) {
    switch (cause) {
      case NoSuchFileException _ -> {
        troubles.over(file.name());
        folder.release(file);
      }
      case FileReading.ChangedException _ -> {
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

  private FileReading reading(FoundFile file) {
    return new FileReading(file, settings.member().feed(), clock.instant(), formats, files, steps);
  }

  private void closeReading(FileReading file) {
    reading = null;
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("event=file-not-closed reason={}", e.toString());
    }
  }
}

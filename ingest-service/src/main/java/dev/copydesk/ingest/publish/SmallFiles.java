package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.ledger.Ledger;
import dev.copydesk.ingest.ledger.LedgerException;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.kafka.RegistryUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Small files, which share transactions, each of them whole. What a transaction holds is read
 * before it opens, so that it stays open for no longer than Kafka takes.
 */
final class SmallFiles implements AutoCloseable {

  private static final int MOST_WAITING = 4_000;

  /** As long as others may be kept waiting for a file that is being read. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private final ReadAhead ahead;
  private final Departures departures;
  private final Consumer<FoundFile> large;
  private final Step.Listener steps;
  private final PortionSize size = new PortionSize();
  private final Deque<FoundFile> waiting = new ArrayDeque<>();

  /**
   * @param large takes what turns out to be too much for one transaction
   */
  SmallFiles(
      ReadAhead ahead, Departures departures, Consumer<FoundFile> large, Step.Listener steps) {
    this.ahead = ahead;
    this.departures = departures;
    this.large = large;
    this.steps = steps;
  }

  void add(FoundFile file) {
    waiting.add(file);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && ahead.isEmpty();
  }

  /** How many more it takes. */
  int room() {
    return Math.max(0, MOST_WAITING - waiting.size() - ahead.size());
  }

  /** Publishes those that have been read, as many as share a transaction. */
  void publish(Session session) throws InterruptedException {
    readAhead(session.ledger());
    if (!ahead.isRead(PATIENCE)) {
      return;
    }
    List<Portion> portions = new ArrayList<>();
    boolean committed = false;
    try {
      gather(session.ledger(), portions);
      if (portions.isEmpty()) {
        return;
      }
      long begun = System.nanoTime();
      List<FileReceipt> receipts = session.publish(portions);
      committed = true;
      size.took(portions.size(), Duration.ofNanos(System.nanoTime() - begun));
      for (int i = 0; i < receipts.size(); i++) {
        departures.settle(portions.get(i).file(), receipts.get(i));
      }
    } finally {
      if (!committed) {
        // Where Kafka, the ledger or the registry failed; the ledger tells what of it is committed.
        portions.reversed().forEach(portion -> waiting.addFirst(portion.file()));
      }
    }
  }

  private void readAhead(Ledger ledger) {
    while (!waiting.isEmpty() && ahead.hasRoom()) {
      FoundFile file = waiting.remove();
      if (!departures.isLeft(file, ledger)) {
        ahead.add(file);
      }
    }
  }

  /** Takes files for one transaction. */
  private void gather(Ledger ledger, List<Portion> portions) throws InterruptedException {
    Budget budget = Budget.ofPortion();
    Set<String> bringing = new HashSet<>();
    while (!budget.isSpent() && portions.size() < size.files() && ahead.isRead(Duration.ZERO)) {
      @Nullable Portion portion = portion(ledger);
      if (portion != null && bringing.contains(portion.before().getSha256())) {
        // The first of two equal files is committed before the second, which is then a duplicate.
        return;
      }
      ahead.remove();
      readAhead(ledger);
      if (portion == null) {
        continue;
      }
      if (portion.committed()) {
        departures.settle(portion.file(), portion.before());
        continue;
      }
      portions.add(portion);
      budget.spend(portion.weight());
      if (portion.bringsArticles()) {
        bringing.add(portion.before().getSha256());
      }
    }
  }

  /**
   * The one portion of the file whose turn it is, or null where it is not to be had, or not by us.
   * What turns out to hold more than a transaction takes, packed as it may be, goes on as a large
   * one.
   */
  private @Nullable Portion portion(Ledger ledger) {
    FoundFile file = ahead.next();
    try {
      ReadAhead.Read read = ahead.read();
      FileReading reading = new FileReading(file, read.origin(), steps);
      Advance advance = reading.begin(read.identified(), ledger);
      if (advance instanceof Advance.Unfinished) {
        advance = reading.take(read.items());
      }
      return switch (advance) {
        case Portion portion when portion.ended() -> {
          steps.reached(Step.READ);
          yield portion;
        }
        case Advance.NotOurs(int partition) -> {
          departures.leave(file, partition);
          yield null;
        }
        case Portion _, Advance.Unfinished _ -> {
          large.accept(file);
          yield null;
        }
      };
    } catch (LedgerException | RegistryUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      departures.later(file, e);
      return null;
    }
  }

  /** Forgets what was read ahead. */
  void abandon() {
    ahead.abandon().reversed().forEach(waiting::addFirst);
  }

  @Override
  public void close() {
    ahead.close();
  }
}

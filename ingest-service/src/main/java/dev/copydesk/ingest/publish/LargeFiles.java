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
import java.util.List;
import java.util.function.Function;

/**
 * Large files, a few at a time, each advancing by a transaction whenever a portion of it has been
 * read: none holds up another, and none the small ones.
 */
final class LargeFiles implements AutoCloseable {

  private static final int MOST_OPEN = 3;

  private final Function<FoundFile, LargeFile> open;
  private final Departures departures;
  private final Step.Listener steps;
  private final Deque<FoundFile> waiting = new ArrayDeque<>();
  private final List<LargeFile> underWay = new ArrayList<>();

  /**
   * @param open begins to read one
   */
  LargeFiles(Function<FoundFile, LargeFile> open, Departures departures, Step.Listener steps) {
    this.open = open;
    this.departures = departures;
    this.steps = steps;
  }

  void add(FoundFile file) {
    waiting.add(file);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && underWay.isEmpty();
  }

  /**
   * Publishes a portion of each of which one has been read.
   *
   * @param wait how long for one, where there is none
   */
  void publish(Session session, Duration wait) throws InterruptedException {
    Ledger ledger = session.ledger();
    while (!waiting.isEmpty() && underWay.size() < MOST_OPEN) {
      FoundFile file = waiting.remove();
      if (!departures.isLeft(file, ledger)) {
        underWay.add(open.apply(file));
      }
    }
    if (!underWay.isEmpty()) {
      underWay.getFirst().isRead(wait);
    }
    for (LargeFile file : List.copyOf(underWay)) {
      if (file.isRead(Duration.ZERO)) {
        advance(session, file);
      }
    }
  }

  private void advance(Session session, LargeFile file) throws InterruptedException {
    Advance advance;
    try {
      advance =
          switch (file.piece()) {
            case LargeFile.Piece.Beginning(FileContent.Identified identified) ->
                file.reading().begin(identified, session.ledger());
            case LargeFile.Piece.More(FileContent.Items items) -> file.reading().take(items);
          };
    } catch (LedgerException | RegistryUnavailableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      end(file);
      departures.later(file.file(), e);
      return;
    }
    switch (advance) {
      case Advance.Unfinished() -> file.readOn();
      case Advance.NotOurs(int partition) -> {
        end(file);
        departures.leave(file.file(), partition);
      }
      case Portion portion when portion.committed() -> {
        end(file);
        departures.settle(portion.file(), portion.before());
      }
      case Portion portion -> {
        steps.reached(Step.READ);
        if (!portion.ended()) {
          // Read on while this one is on its way.
          file.readOn();
        }
        FileReceipt receipt = session.publish(List.of(portion)).getFirst();
        file.reading().committed(receipt);
        if (portion.ended()) {
          end(file);
          departures.settle(portion.file(), receipt);
        }
      }
    }
  }

  private void end(LargeFile file) {
    underWay.remove(file);
    file.close();
  }

  /** Whoever has gained the partition of a file in the midst of it goes on with it. */
  void abandonLost(Ledger ledger) {
    for (LargeFile file : List.copyOf(underWay)) {
      boolean lost =
          file.reading()
              .sha256()
              .filter(sha256 -> !ledger.owns(ledger.partition(sha256)))
              .isPresent();
      if (lost) {
        end(file);
        departures.lose(file.file());
      }
    }
  }

  /** What was read beyond the last commits is read again. */
  void abandon() {
    for (LargeFile file : List.copyOf(underWay).reversed()) {
      end(file);
      waiting.addFirst(file.file());
    }
  }

  @Override
  public void close() {
    abandon();
  }
}

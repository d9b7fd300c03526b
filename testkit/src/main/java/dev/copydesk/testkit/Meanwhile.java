package dev.copydesk.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the same again and again on a thread of its own, as long as it is open, and keeps what was
 * found wrong meanwhile.
 */
public final class Meanwhile implements AutoCloseable {

  /** What is done; it is given what takes note of a fault. */
  @FunctionalInterface
  public interface Round {
    void run(Consumer<String> faults) throws Exception;
  }

  private final Round round;
  private final List<String> faults = new ArrayList<>();
  private final AtomicInteger rounds = new AtomicInteger();
  private final Thread thread = Thread.ofPlatform().unstarted(this::run);
  private volatile boolean ending;
  private volatile @Nullable Exception failure;

  private Meanwhile(Round round) {
    this.round = round;
  }

  /** Begins at once. */
  public static Meanwhile repeat(Round round) {
    Meanwhile meanwhile = new Meanwhile(round);
    meanwhile.thread.start();
    return meanwhile;
  }

  private void run() {
    while (!ending) {
      try {
        round.run(this::note);
      } catch (Exception e) {
        failure = e;
        return;
      }
      rounds.incrementAndGet();
    }
  }

  private synchronized void note(String fault) {
    faults.add(fault);
  }

  /** How many are through. */
  public int rounds() {
    return rounds.get();
  }

  public synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * Ends it after the round that it is in.
   *
   * @throws IllegalStateException if a round threw, which ended it
   */
  @Override
  public void close() {
    ending = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw new IllegalStateException("What was done meanwhile failed", failure);
    }
  }
}

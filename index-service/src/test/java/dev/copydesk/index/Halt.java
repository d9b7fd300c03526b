package dev.copydesk.index;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Halts its thread at a failpoint and says {@code reached}. Kafka makes one of its users by name,
 * so what it is to do stands in a system property: the failpoint, and at which time, with a space.
 */
final class Halt {

  static final String ORDER = "copydesk.halt";

  private final Failpoint at;
  private final AtomicInteger left;

  private Halt(Failpoint at, int nth) {
    this.at = at;
    this.left = new AtomicInteger(nth);
  }

  static Halt ordered() {
    String[] order = System.getProperty(ORDER).split(" ", 2);
    return new Halt(Failpoint.valueOf(order[0]), Integer.parseInt(order[1]));
  }

  void reached(Failpoint point) {
    if (point == at && left.decrementAndGet() == 0) {
      System.out.println("reached");
      // For ever: who waits for that word kills.
      new Semaphore(0).acquireUninterruptibly();
    }
  }
}

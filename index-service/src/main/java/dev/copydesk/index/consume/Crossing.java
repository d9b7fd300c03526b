package dev.copydesk.index.consume;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the reader of the index in use steps aside, between two batches, while a successor takes
 * its place. One thread claims it at a time, one lets pass.
 */
final class Crossing {

  private volatile @Nullable Claim claim;

  /** Asks the reader to step aside until it is closed. */
  Claim claim() {
    Claim now = new Claim();
    claim = now;
    return now;
  }

  /** Whether the reader is waited for. */
  boolean isClaimed() {
    return claim != null;
  }

  /** The reader has committed and let go: returns when it may read again, from where it is then. */
  void letPass() {
    Claim now = claim;
    if (now != null) {
      now.clear.countDown();
      now.awaitOver();
    }
  }

  /** A wish to pass. */
  final class Claim implements AutoCloseable {

    private final CountDownLatch clear = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Whether the reader has stepped aside, or does within this time. */
    boolean isClear(Duration time) {
      try {
        return clear.await(time.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("Nobody interrupts this thread", e);
      }
    }

    private void awaitOver() {
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("Nobody interrupts this thread", e);
      }
    }

    @Override
    public void close() {
      claim = null;
      over.countDown();
    }
  }
}

package dev.copydesk.ingest.format.archive;

import java.io.IOException;

/** What the archives of one dropped file have unpacked to so far, and whether that is too much. */
public final class Unpacking {

  /** Small files of white space or zeros pack a thousandfold and do no harm. */
  private static final long RATIO_FROM = 16L << 20;

  private final ArchiveLimits limits;
  private final int depth;
  private final Totals totals;

  private static final class Totals {
    private long bytes;
    private int entries;
  }

  /** An archive unpacks to more than is read. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
      super(message);
    }
  }

  public Unpacking(ArchiveLimits limits) {
    this(limits, 0, new Totals());
  }

  private Unpacking(ArchiveLimits limits, int depth, Totals totals) {
    this.limits = limits;
    this.depth = depth;
    this.totals = totals;
  }

  /** For what lies in an archive here. */
  public Unpacking inner() {
    return new Unpacking(limits, depth + 1, totals);
  }

  /** Whether no archive is opened here. */
  public boolean isDeepest() {
    return depth >= limits.nesting();
  }

  public void entry() throws TooLargeException {
    if (++totals.entries > limits.entries()) {
      throw new TooLargeException("more than %,d entries".formatted(limits.entries()));
    }
  }

  /**
   * Bytes were unpacked.
   *
   * @param more how many just now
   * @param unpacked how many of this archive in all, from {@code packed}
   */
  public void unpacked(int more, long unpacked, long packed) throws TooLargeException {
    totals.bytes += more;
    if (totals.bytes > limits.unpacked()) {
      throw new TooLargeException("more than %,d bytes".formatted(limits.unpacked()));
    }
    if (unpacked > RATIO_FROM && unpacked / limits.ratio() > packed) {
      throw new TooLargeException("more than %,d bytes for each packed".formatted(limits.ratio()));
    }
  }
}

package dev.copydesk.standalone.verify;

/** Asks the index for one article. Any number of threads may ask. */
@FunctionalInterface
public interface IndexLookup {

  /** What the index has. */
  sealed interface Found {

    record Article(long sequence) implements Found {}

    /** Withdrawn, removed or never there. */
    record Nothing() implements Found {}
  }

  Found article(String id);
}

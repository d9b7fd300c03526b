package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/** The files that are being watched until they rest. Times are in nanoseconds of one clock. */
final class Sightings {

  private record Sighting(FileStamp stamp, long since) {}

  private final long atRest;
  private final Map<Path, Sighting> waiting = new LinkedHashMap<>();

  Sightings(long atRest) {
    this.atRest = atRest;
  }

  /** Notes how a file looks; it rests since it first looked so. */
  void see(Path file, FileStamp stamp, long now) {
    Sighting before = waiting.get(file);
    if (before == null || !before.stamp().equals(stamp)) {
      waiting.put(file, new Sighting(stamp, now));
    }
  }

  void forget(Path file) {
    waiting.remove(file);
  }

  /**
   * Offers each file that has rested long enough.
   *
   * @param taker answers whether the file need be watched no more; one that is not taken stays
   */
  void offerRested(long now, BiPredicate<Path, FileStamp> taker) {
    waiting
        .entrySet()
        .removeIf(
            entry ->
                now - entry.getValue().since() >= atRest
                    && taker.test(entry.getKey(), entry.getValue().stamp()));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}

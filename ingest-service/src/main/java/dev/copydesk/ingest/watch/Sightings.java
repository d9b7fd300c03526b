package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being watched until they rest, and no more than a fixed number of them. Times
 * are in nanoseconds of one clock.
 */
final class Sightings {

  /** How a file looks, and since when. */
  record Sighting(FileStamp stamp, long since) {}

  private final long atRest;
  private final int most;
  private Map<Path, Sighting> waiting = new LinkedHashMap<>();

  Sightings(long atRest, int most) {
    this.atRest = atRest;
    this.most = most;
  }

  /**
   * Notes how a file looks; it rests since it first looked so.
   *
   * @return false where there is no room for it
   */
  boolean see(Path file, FileStamp stamp, long now) {
    Sighting before = waiting.get(file);
    if (before == null && waiting.size() >= most) {
      return false;
    }
    waiting.put(file, sighting(before, stamp, now));
    return true;
  }

  /** Waits for these files instead of those before; those that are among both go on resting. */
  void replace(List<FoundFile> files, long now) {
    Map<Path, Sighting> next = new LinkedHashMap<>();
    for (FoundFile file : files) {
      next.put(file.path(), sighting(waiting.get(file.path()), file.stamp(), now));
    }
    waiting = next;
  }

  private static Sighting sighting(@Nullable Sighting before, FileStamp stamp, long now) {
    return before != null && before.stamp().equals(stamp) ? before : new Sighting(stamp, now);
  }

  void forget(Path file) {
    waiting.remove(file);
  }

  /** The first of those that have rested long enough, in the order in which they came. */
  List<Map.Entry<Path, Sighting>> rested(long now, int count) {
    return waiting.entrySet().stream()
        .filter(entry -> now - entry.getValue().since() >= atRest)
        .limit(count)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  int size() {
    return waiting.size();
  }
}

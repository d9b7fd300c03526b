package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that are being watched until they rest, and no more than fit in a fixed space. Times
 * are in nanoseconds of one clock.
 */
final class Sightings {

  /** How a file looks, and since when. */
  record Sighting(FileStamp stamp, long since, int weight) {}

  private final long atRest;
  private final int most;
  private Map<Path, Sighting> waiting = new LinkedHashMap<>();
  private int weight;

  /**
   * @param atRest nanoseconds
   * @param most sum of the files' weights
   */
  Sightings(long atRest, int most) {
    this.atRest = atRest;
    this.most = most;
  }

  /**
   * Notes how a file looks; it rests since it first looked so.
   *
   * @return false where there is no room for it
   */
  boolean see(FoundFile file, long now) {
    Sighting before = waiting.get(file.path());
    if (before == null && weight + file.weight() > most) {
      return false;
    }
    put(waiting, file, before, now);
    weight += before == null ? file.weight() : 0;
    return true;
  }

  /** Waits for these files instead of those before; those that are among both go on resting. */
  void replace(List<FoundFile> files, long now) {
    Map<Path, Sighting> next = new LinkedHashMap<>();
    for (FoundFile file : files) {
      put(next, file, waiting.get(file.path()), now);
    }
    waiting = next;
    weight = files.stream().mapToInt(FoundFile::weight).sum();
  }

  private static void put(
      Map<Path, Sighting> waiting, FoundFile file, @Nullable Sighting before, long now) {
    boolean same = before != null && before.stamp().equals(file.stamp());
    waiting.put(file.path(), same ? before : new Sighting(file.stamp(), now, file.weight()));
  }

  /** How a file that is waited for looked when it was last seen. */
  Optional<FileStamp> stamp(Path file) {
    return Optional.ofNullable(waiting.get(file)).map(Sighting::stamp);
  }

  void forget(Path file) {
    Sighting forgotten = waiting.remove(file);
    weight -= forgotten == null ? 0 : forgotten.weight();
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

package dev.copydesk.ingest.publish;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Files that cannot be read or moved just now. Each is tried again and again, so that what has not
 * come up for a while is over.
 */
final class FileTroubles {

  private static final Duration REMEMBERED = Duration.ofSeconds(15);

  /** Those beyond are counted by none: more of them would say no more. */
  private static final int MOST = 10_000;

  /**
   * @param seen nanoseconds
   */
  private record Trouble(String reason, long seen) {}

  private final Map<String, Trouble> byName = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  /**
   * @param nanos a clock that nobody sets, as {@link System#nanoTime}
   */
  FileTroubles(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void note(String name, String reason) {
    if (byName.size() < MOST || byName.containsKey(name)) {
      byName.put(name, new Trouble(reason, nanos.getAsLong()));
    }
  }

  void over(String name) {
    byName.remove(name);
  }

  Optional<String> summary() {
    long now = nanos.getAsLong();
    byName.values().removeIf(trouble -> now - trouble.seen() > REMEMBERED.toNanos());
    return byName.entrySet().stream()
        .findFirst()
        .map(
            first ->
                "%d file(s) wait, give permission or space: %s: %s"
                    .formatted(byName.size(), first.getKey(), first.getValue().reason()));
  }
}

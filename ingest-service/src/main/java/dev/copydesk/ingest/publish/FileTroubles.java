package dev.copydesk.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that cannot be read or moved just now. Each is tried again and again, so that what has not
 * come up for a while is over.
 */
final class FileTroubles {

  private static final Duration REMEMBERED = Duration.ofSeconds(15);

  /** Those beyond are counted by none: more of them would say no more. */
  private static final int MOST = 10_000;

  private record Trouble(String reason, Instant seen) {}

  private final Map<String, Trouble> byName = new ConcurrentHashMap<>();
  private final InstantSource clock;

  FileTroubles(InstantSource clock) {
    this.clock = clock;
  }

  void note(String name, String reason) {
    if (byName.size() < MOST || byName.containsKey(name)) {
      byName.put(name, new Trouble(reason, clock.instant()));
    }
  }

  void over(String name) {
    byName.remove(name);
  }

  Optional<String> summary() {
    Instant oldest = clock.instant().minus(REMEMBERED);
    byName.values().removeIf(trouble -> trouble.seen().isBefore(oldest));
    return byName.entrySet().stream()
        .findFirst()
        .map(
            first ->
                "%d file(s) wait, give permission or space: %s: %s"
                    .formatted(byName.size(), first.getKey(), first.getValue().reason()));
  }
}

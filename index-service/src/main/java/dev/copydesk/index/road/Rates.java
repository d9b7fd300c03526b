package dev.copydesk.index.road;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast positions move, over the last minute or as much of it as was looked at. Whoever asks
 * leaves a sample behind; somebody asks every few seconds, since lags are measured.
 */
final class Rates {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Over less, one batch that happens to arrive would be a flood. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private record Sample(long nanos, long position) {}

  private final Map<String, Deque<Sample>> samples = new HashMap<>();

  /**
   * @param name of what moves
   * @param position where it stands: a sum of offsets
   * @param nanos now, as {@link System#nanoTime()} tells it
   * @return positions a second, to a tenth; null as long as too little was seen
   */
  @Nullable Double perSecond(String name, long position, long nanos) {
    Deque<Sample> seen = samples.computeIfAbsent(name, _ -> new ArrayDeque<>());
    if (!seen.isEmpty() && position < seen.getLast().position()) {
      // The topic was made anew, or a group was set back: what was before says nothing.
      seen.clear();
    }
    // One sample at the window's edge or before it stays, so that a whole minute is spanned.
    seen.addLast(new Sample(nanos, position));
    while (seen.size() > 2 && nanos - second(seen).nanos() >= WINDOW.toNanos()) {
      seen.removeFirst();
    }
    Sample first = seen.getFirst();
    long elapsed = nanos - first.nanos();
    return elapsed < SHORTEST.toNanos()
        ? null
        : Math.round(10e9 * (position - first.position()) / elapsed) / 10.0;
  }

  private static Sample second(Deque<Sample> seen) {
    return seen.stream().skip(1).findFirst().orElseThrow();
  }
}

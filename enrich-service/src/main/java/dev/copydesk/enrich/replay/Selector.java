package dev.copydesk.enrich.replay;

import java.time.Duration;
import java.time.Instant;

/** From where on the past is replayed. The end is always that of the moment when it begins. */
public sealed interface Selector {

  /** Everything {@code news.raw} still has. */
  record Earliest() implements Selector {}

  /** From the first record on that is not older than the time, by the record's timestamp. */
  record Since(Instant time) implements Selector {}

  /**
   * As {@link Since}, from so long ago.
   *
   * @param now when that was said
   */
  record Within(Duration duration, Instant now) implements Selector {}

  /** From this offset on in every partition that reaches so far. */
  record Offset(long offset) implements Selector {}

  /** In the words of the command line. */
  default String words() {
    return switch (this) {
      case Earliest _ -> "--to-earliest";
      case Since since -> "--to-datetime " + since.time();
      case Within within -> "--by-duration " + within.duration();
      case Offset offset -> "--to-offset " + offset.offset();
    };
  }
}

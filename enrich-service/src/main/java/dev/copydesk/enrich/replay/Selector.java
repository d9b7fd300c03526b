package dev.copydesk.enrich.replay;

import java.time.Instant;

/** What of the past is replayed. */
public sealed interface Selector {

  /** Everything {@code news.raw} still has. */
  record Earliest() implements Selector {}

  /** From the first record on that is not older than the time, by the record's timestamp. */
  record Since(Instant time) implements Selector {}

  /** In the words of the command line. */
  default String words() {
    return switch (this) {
      case Earliest _ -> "--to-earliest";
      case Since since -> "--to-datetime " + since.time();
    };
  }
}

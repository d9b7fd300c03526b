package dev.copydesk.index.search;

import java.time.Instant;
import java.util.List;

/** What somebody looks for, as no index in particular understands it. */
public sealed interface NewsQuery {

  /** Every article. */
  record Everything() implements NewsQuery {}

  /** These words in this order, one or several, in any of their inflected forms. */
  record Words(Field field, String text) implements NewsQuery {}

  /** A word that begins so. */
  record Prefix(Field field, String text) implements NewsQuery {}

  /** Published at or after {@code from} and before {@code until}. */
  record Published(Instant from, Instant until) implements NewsQuery {}

  /**
   * Shares one of {@link Fingerprint#bands} with this fingerprint: every near-identical copy, and a
   * few others that whoever asks must sort out.
   */
  record Resembling(long fingerprint) implements NewsQuery {}

  record AllOf(List<NewsQuery> parts) implements NewsQuery {}

  record AnyOf(List<NewsQuery> parts) implements NewsQuery {}

  record Not(NewsQuery unwanted) implements NewsQuery {}
}

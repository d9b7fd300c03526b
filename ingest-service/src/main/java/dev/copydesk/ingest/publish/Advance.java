package dev.copydesk.ingest.publish;

/** What a piece of reading has led to. */
sealed interface Advance permits Portion, Advance.Unfinished, Advance.NotOurs {

  /** More of it is to be read. */
  record Unfinished() implements Advance {}

  /**
   * The bytes belong to another instance, or to one that is yet to be found.
   *
   * @param partition of {@code news.files} whose owner takes them
   */
  record NotOurs(int partition) implements Advance {}
}

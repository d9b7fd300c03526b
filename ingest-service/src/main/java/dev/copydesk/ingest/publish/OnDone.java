package dev.copydesk.ingest.publish;

/** What becomes of a file once its receipt is committed; never before. */
public enum OnDone {
  /** It is moved to {@code done/}, or to {@code failed/} with the reason. */
  MOVE,
  /** It stays where it is, whatever became of it; the receipt tells. */
  KEEP,
  /** It is removed, unless something of it was refused: then it is moved to {@code failed/}. */
  DELETE
}

package dev.copydesk.ingest.publish;

/** The steps of a file between which a crash must lose nothing and repeat nothing. */
public enum Step {
  READ,
  SENT,
  BEFORE_COMMIT,
  AFTER_COMMIT,
  BEFORE_MOVE,
  AFTER_MOVE;

  /** Called as each step is reached; tests stop the service there. */
  @FunctionalInterface
  public interface Listener {
    void reached(Step step);
  }
}

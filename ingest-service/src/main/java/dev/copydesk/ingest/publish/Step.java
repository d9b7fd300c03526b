package dev.copydesk.ingest.publish;

/** The steps of a file between which a crash must lose nothing and repeat nothing. */
public enum Step {
  /** The hash is known, and with it that the file is this instance's. */
  CLAIMED,
  /** As much as goes into a transaction is read. */
  READ,
  /** Articles are handed to the producer, the receipt is not. */
  SENT,
  /** The receipt and the group's offsets are in the transaction too. */
  BEFORE_COMMIT,
  /** Kafka has it, the store on disk does not. */
  AFTER_COMMIT,
  BEFORE_MOVE,
  AFTER_MOVE;

  /** Called as each step is reached; tests stop the service there. */
  @FunctionalInterface
  public interface Listener {
    void reached(Step step);
  }
}

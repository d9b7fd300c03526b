package dev.copydesk.index.sink;

/** The sink cannot keep anything now; trying again later helps. */
public final class SinkUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SinkUnavailableException(String message) {
    super(message);
  }

  public SinkUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.copydesk.embedded;

/** A node cannot start; the message names the cause and the remedy. */
public final class NodeFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NodeFailure(String message) {
    super(message);
  }

  NodeFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

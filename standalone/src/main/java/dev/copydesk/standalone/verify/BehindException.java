package dev.copydesk.standalone.verify;

/** The topology is too far behind for a comparison to mean anything; trying again later helps. */
public final class BehindException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BehindException(String message) {
    super(message);
  }
}

package dev.copydesk.standalone;

import org.jspecify.annotations.Nullable;

/** Ends a command; the message, for people, names the cause and the remedy. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  CommandFailure(ExitStatus status, String message) {
    this(status, message, null);
  }

  CommandFailure(ExitStatus status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  ExitStatus status() {
    return status;
  }
}

package dev.copydesk.standalone.command;

import org.jspecify.annotations.Nullable;

/** Ends a command; the message, for people, names the cause and the remedy. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  public CommandFailure(ExitStatus status, String message) {
    this(status, message, null);
  }

  public CommandFailure(ExitStatus status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public ExitStatus status() {
    return status;
  }
}

package dev.copydesk.standalone.command;

/** How a command ends, after BSD's sysexits. A signal ends it with 128 and the signal's number. */
public enum ExitStatus {
  OK(0),
  USAGE(64),
  BAD_INPUT(65),
  UNAVAILABLE(69),
  OUR_BUG(70),
  IO(74),
  CONFIGURATION(78);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}

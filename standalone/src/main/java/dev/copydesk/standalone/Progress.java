package dev.copydesk.standalone;

import java.io.Console;
import java.io.PrintWriter;

/** How far a wait has come: one line that changes on a terminal, else a line a change. */
final class Progress implements AutoCloseable {

  private final PrintWriter err;
  private final String line;
  private final boolean terminal;
  private String shown = "";

  /**
   * @param line what to print, a format of the numbers given to {@link #update}
   */
  Progress(PrintWriter err, String line) {
    Console console = System.console();
    this.err = err;
    this.line = line;
    this.terminal = console != null && console.isTerminal();
  }

  void update(Object... numbers) {
    String now = line.formatted(numbers);
    if (!now.equals(shown)) {
      shown = now;
      if (terminal) {
        err.print("\r" + now);
      } else {
        err.println(now);
      }
      err.flush();
    }
  }

  @Override
  public void close() {
    if (terminal) {
      err.println();
      err.flush();
    }
  }
}

package dev.copydesk.standalone;

import java.io.Console;
import java.io.PrintWriter;

/** How far a wait has come: one line that changes on a terminal, else a line a change. */
final class Progress implements AutoCloseable {

  private final PrintWriter err;
  private final int total;
  private final boolean terminal;
  private int shown = -1;

  Progress(PrintWriter err, int total) {
    Console console = System.console();
    this.err = err;
    this.total = total;
    this.terminal = console != null && console.isTerminal();
  }

  void update(int done) {
    if (done != shown) {
      shown = done;
      String line = "copydesk: %d of %d articles in the index".formatted(done, total);
      if (terminal) {
        err.print("\r" + line);
      } else {
        err.println(line);
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

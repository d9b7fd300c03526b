package dev.copydesk.standalone.status;

import java.io.PrintWriter;
import java.util.List;

/**
 * Where a live view is drawn: a terminal in place, anything else block after block. Of a terminal
 * the other screen is taken, so that what stood there comes back with {@link #close}.
 */
final class Screen implements AutoCloseable {

  private static final String ESCAPE = "\u001b[";
  private static final String OTHER_SCREEN = ESCAPE + "?1049h" + ESCAPE + "?25l";
  private static final String FIRST_SCREEN = ESCAPE + "?25h" + ESCAPE + "?1049l";
  private static final String TOP_LEFT = ESCAPE + "H";
  private static final String REST_OF_LINE = ESCAPE + "K";
  private static final String REST_OF_SCREEN = ESCAPE + "J";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean taken;
  private boolean closed;

  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  synchronized void draw(List<String> lines) {
    if (closed) {
      return;
    }
    if (terminal) {
      out.print(taken ? TOP_LEFT : OTHER_SCREEN + TOP_LEFT);
      taken = true;
      lines.forEach(line -> out.print(line + REST_OF_LINE + "\r\n"));
      out.print(REST_OF_SCREEN);
    } else {
      lines.forEach(out::println);
      out.println();
    }
    out.flush();
  }

  /** Whether whoever read it has gone. */
  boolean isBroken() {
    return out.checkError();
  }

  @Override
  public synchronized void close() {
    if (taken && !closed) {
      out.print(FIRST_SCREEN);
      out.flush();
    }
    closed = true;
  }
}

package dev.copydesk.standalone.command;

import java.io.PrintWriter;

/** How far something is: a bar on a terminal, elsewhere a line for each tenth. */
public final class ProgressBar implements AutoCloseable {

  private static final int WIDTH = 30;

  private final PrintWriter err;
  private final boolean terminal = Terminal.isThere();
  private int tenths = -1;
  private boolean shown;

  public ProgressBar(PrintWriter err) {
    this.err = err;
  }

  /**
   * @param share done, from 0 to 1
   */
  public void update(double share, String words) {
    int done = (int) (Math.clamp(share, 0, 1) * WIDTH);
    if (terminal) {
      err.printf(
          "\r[%s%s] %3d %%  %s ",
          "=".repeat(done), " ".repeat(WIDTH - done), (int) (share * 100), words);
      shown = true;
    } else if ((int) (share * 10) > tenths) {
      tenths = (int) (share * 10);
      err.printf("copydesk: %d %%, %s%n", (int) (share * 100), words);
    }
    err.flush();
  }

  @Override
  public void close() {
    if (shown) {
      err.println();
      err.flush();
    }
  }
}

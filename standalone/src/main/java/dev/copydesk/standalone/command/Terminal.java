package dev.copydesk.standalone.command;

import java.io.Console;

/** Whether a person looks, who is shown something that changes in place. */
public final class Terminal {

  private Terminal() {}

  public static boolean isThere() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}

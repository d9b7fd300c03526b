package dev.copydesk.standalone.command;

import java.util.stream.Collectors;

/** Text that somebody else chose, for a terminal. */
public final class Printable {

  private Printable() {}

  /** Nothing in it may move the cursor or begin a line of its own. */
  public static String of(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining());
  }
}

package dev.copydesk.standalone;

import java.util.stream.Collectors;

/** Text that somebody else chose, for a terminal. */
final class Printable {

  private Printable() {}

  /** Nothing in it may move the cursor or begin a line of its own. */
  static String of(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c))
        .collect(Collectors.joining());
  }
}

package dev.copydesk.service;

import java.util.List;

/** Everything that is wrong with the settings, at once. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public SettingsException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, each naming the key, the value and the remedy. */
  public List<String> problems() {
    return problems;
  }
}

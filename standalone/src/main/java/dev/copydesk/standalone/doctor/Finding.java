package dev.copydesk.standalone.doctor;

/**
 * What was found of one thing.
 *
 * @param what broker, topics, a folder …
 * @param text what was found; where something is wrong, with the remedy
 */
public record Finding(String what, Verdict verdict, String text) {

  /** How bad it is. */
  public enum Verdict {
    GOOD,
    /** Works now, and may not for long. */
    DOUBTFUL,
    /** Keeps files from flowing. */
    WRONG
  }

  static Finding good(String what, String text) {
    return new Finding(what, Verdict.GOOD, text);
  }

  static Finding doubtful(String what, String text) {
    return new Finding(what, Verdict.DOUBTFUL, text);
  }

  static Finding wrong(String what, String text) {
    return new Finding(what, Verdict.WRONG, text);
  }
}

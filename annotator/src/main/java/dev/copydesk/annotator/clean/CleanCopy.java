package dev.copydesk.annotator.clean;

import dev.copydesk.schema.v1.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The article without its furniture.
 *
 * @param verdicts one for each block of the page, in page order
 */
public record CleanCopy(List<Verdict> verdicts) {
  private static final int LONGEST_REMOVED = 200;

  /** The body: paragraphs separated by one blank line. */
  public String text() {
    return verdicts.stream()
        .filter(Verdict::isKept)
        .map(verdict -> verdict.block().text())
        .collect(Collectors.joining("\n\n"));
  }

  /** What was taken out, each cut to 200 characters. */
  public List<Removed> removed() {
    List<Removed> removed = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict.reason() != null) {
        removed.add(new Removed(cut(verdict.block().text()), verdict.reason().name()));
      }
    }
    return removed;
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_REMOVED) {
      return text;
    }
    int end =
        Character.isHighSurrogate(text.charAt(LONGEST_REMOVED - 1))
            ? LONGEST_REMOVED - 1
            : LONGEST_REMOVED;
    return text.substring(0, end);
  }
}

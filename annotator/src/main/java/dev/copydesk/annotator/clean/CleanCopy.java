package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Origins;
import dev.copydesk.schema.v1.Removed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The article without its furniture.
 *
 * @param verdicts one for each block of the page, in page order
 */
public record CleanCopy(List<Verdict> verdicts) {
  private static final int LONGEST_REMOVED = 200;
  private static final String BETWEEN = "\n\n";

  /**
   * Where a character of the text is from.
   *
   * @param block index of the block in the page
   * @param at UTF-16 offset in the block's text
   */
  public record Origin(int block, int at) {}

  /** The body: paragraphs separated by one blank line. */
  public String text() {
    return verdicts.stream()
        .filter(Verdict::isKept)
        .map(verdict -> verdict.block().text())
        .collect(Collectors.joining(BETWEEN));
  }

  /**
   * The block that a character of {@link #text} stands in; null between two paragraphs and outside.
   *
   * @param offset UTF-16
   */
  public @Nullable Origin origin(int offset) {
    int start = 0;
    for (int i = 0; i < verdicts.size() && start <= offset; i++) {
      if (verdicts.get(i).isKept()) {
        int length = verdicts.get(i).block().text().length();
        if (offset < start + length) {
          return offset < start ? null : new Origin(i, offset - start);
        }
        start += length + BETWEEN.length();
      }
    }
    return null;
  }

  /**
   * A stretch of the decoded source, as {@link dev.copydesk.annotator.page.Origins} has them.
   *
   * @param start UTF-16
   * @param end exclusive
   */
  public record Source(int start, int end) {}

  /**
   * Where in the decoded source a character of {@link #text} is from, if the page was read so
   * ({@link dev.copydesk.annotator.page.PageReader#readTraced}); else null, as between two
   * paragraphs and outside.
   *
   * @param offset UTF-16
   */
  public @Nullable Source source(int offset) {
    Origin origin = origin(offset);
    Origins origins = origin == null ? null : verdicts.get(origin.block()).block().origins();
    return origin == null || origins == null
        ? null
        : new Source(origins.start(origin.at()), origins.end(origin.at()));
  }

  /**
   * What was taken out, each cut to 200 characters. What also stands in the article, as a pull
   * quote does, is still there and is not listed.
   */
  public List<Removed> removed() {
    Set<String> paragraphs = new HashSet<>();
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      if (verdict.isKept()) {
        paragraphs.add(verdict.block().text());
        text.append(Titles.squeeze(verdict.block().text()));
      }
    }
    Declared said = new Declared(text.toString());
    List<Removed> removed = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      String block = verdict.block().text();
      if (verdict.reason() != null && !paragraphs.contains(block) && !said.holdsAll(block)) {
        removed.add(new Removed(cut(block), verdict.reason().name()));
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

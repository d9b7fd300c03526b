package dev.copydesk.annotator.metadata;

import dev.copydesk.annotator.clean.Reason;
import dev.copydesk.annotator.clean.Verdict;
import java.util.List;
import java.util.Locale;

/** Reads what the reader sees around the article: headline, byline and date lines. */
final class VisibleMetadata {
  private static final String ORIGIN = "TEXT";

  /** A day that heads a story within a post, "30 September, 2013", dates what nothing else does. */
  private static final int LONGEST_DAY = 20;

  private VisibleMetadata() {}

  static void read(List<Verdict> verdicts, Draft draft) {
    boolean headlineSeen = false;
    boolean bodySeen = false;
    boolean structured = draft.hasByline();
    for (Verdict verdict : verdicts) {
      String line = verdict.block().text();
      Reason reason = verdict.reason();
      bodySeen |= reason == null;
      if (reason == Reason.HEADLINE) {
        draft.headline(line);
        headlineSeen = true;
      } else if (reason == Reason.BYLINE && !structured && isByline(line)) {
        draft.byline(line);
        draft.published(line, ORIGIN);
      } else if (reason == Reason.DATE) {
        date(line, headlineSeen || bodySeen, draft);
      } else if (reason == Reason.SITE) {
        draft.publisher(line);
      }
    }
    verdicts.stream()
        .filter(Verdict::isKept)
        .map(verdict -> verdict.block().text())
        .filter(line -> line.length() <= LONGEST_DAY)
        .forEach(line -> draft.published(line, ORIGIN));
  }

  private static boolean isByline(String line) {
    String said = line.toLowerCase(Locale.ROOT);
    return said.startsWith("by ") || said.contains(" by ") || said.startsWith("author:");
  }

  /** A bare date above the headline is the day the page was made, not the article's. */
  private static void date(String line, boolean belowHeadline, Draft draft) {
    String said = line.toLowerCase(Locale.ROOT);
    if (said.contains("updated") || said.contains("modified")) {
      draft.updated(line, ORIGIN);
    } else if (belowHeadline || said.contains("published") || said.contains("posted")) {
      draft.published(line, ORIGIN);
    }
  }
}

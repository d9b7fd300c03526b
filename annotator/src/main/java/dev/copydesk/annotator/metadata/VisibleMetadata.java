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

  /** A post without a headline of its own has that of its first story, if it opens with one. */
  private static final int MOST_ABOVE_STORY = 4;

  private static final int SHORTEST_HEADLINE = 20;
  private static final int LONGEST_HEADLINE = 150;
  private static final int LONGEST_NAME_LINE = 60;

  private final List<Verdict> verdicts;
  private final Draft draft;

  /** Whether the page's own data named the authors; then no line is read for them. */
  private final boolean named;

  /** Index of the first block of the article. */
  private final int body;

  private VisibleMetadata(List<Verdict> verdicts, Draft draft) {
    this.verdicts = verdicts;
    this.draft = draft;
    this.named = draft.hasByline();
    int first = 0;
    while (first < verdicts.size() && !verdicts.get(first).isKept()) {
      first++;
    }
    this.body = first;
  }

  static void read(List<Verdict> verdicts, Draft draft) {
    VisibleMetadata visible = new VisibleMetadata(verdicts, draft);
    visible.readAround();
    visible.readUnnamed();
    visible.readInside();
  }

  /** The removed lines: those above the article, below its headline, tell most. */
  private void readAround() {
    int headline = headline();
    for (int i = 0; i < verdicts.size(); i++) {
      Reason reason = verdicts.get(i).reason();
      if (reason == null) {
        continue;
      }
      String line = plain(i);
      boolean below = i > body || (headline >= 0 && i > headline);
      boolean head = i < body && (headline < 0 || i > headline);
      switch (reason) {
        case HEADLINE -> draft.headline(line);
        case SITE -> draft.publisher(line.split(" [|] ")[0]);
        case DATE -> date(line, below);
        case BYLINE -> byline(line, head);
        case WIDGET, OTHER, NAVIGATION, SHARE -> {
          if (head) {
            date(line, headline >= 0);
          }
        }
        default -> {}
      }
    }
  }

  private int headline() {
    for (int i = 0; i < body; i++) {
      if (verdicts.get(i).reason() == Reason.HEADLINE) {
        return i;
      }
    }
    return -1;
  }

  private void byline(String line, boolean head) {
    if (saysBy(line)) {
      if (!named) {
        draft.byline(line);
      }
      date(line, true);
    } else if (head && !named && !draft.hasByline() && !isLabel(line)) {
      draft.byline(line);
    }
  }

  /** A line of a name beside the date, where nothing else names the author. */
  private void readUnnamed() {
    for (int i = headline() + 1; i < body && !draft.hasByline(); i++) {
      boolean beside = isDate(i - 1) || isDate(i + 1);
      String line = plain(i);
      if (verdicts.get(i).reason() == Reason.OTHER && beside && Bylines.isNameLine(line)) {
        Bylines.namesIn(line).forEach(draft::author);
      }
    }
  }

  private boolean isDate(int i) {
    return i >= 0 && i < body && verdicts.get(i).reason() == Reason.DATE;
  }

  private void readInside() {
    int seen = 0;
    for (int i = body; i < verdicts.size(); i++) {
      String line = verdicts.get(i).block().text();
      if (!verdicts.get(i).isKept()) {
        continue;
      }
      if (line.length() <= LONGEST_DAY) {
        draft.published(Dates.read(line), ORIGIN);
      }
      if (seen++ < MOST_ABOVE_STORY && couldHead(line)) {
        draft.headline(line);
      }
    }
  }

  private static boolean couldHead(String line) {
    return line.length() >= SHORTEST_HEADLINE
        && line.length() <= LONGEST_HEADLINE
        && Character.isLetterOrDigit(line.charAt(line.length() - 1))
        && line.split(" ").length >= SHORTEST_HEADLINE / 5;
  }

  private String plain(int i) {
    return Bylines.withoutBullet(verdicts.get(i).block().text());
  }

  private static boolean isLabel(String line) {
    return line.length() > LONGEST_NAME_LINE || !Bylines.isNameLine(line);
  }

  private static boolean saysBy(String line) {
    String said = line.toLowerCase(Locale.ROOT);
    return said.startsWith("by ")
        || said.startsWith("by:")
        || said.contains(" by ")
        || said.startsWith("author:");
  }

  /** A bare date above the headline is the day the page was made, not the article's. */
  private void date(String line, boolean below) {
    DateLine said = DateLine.read(line);
    draft.updated(said.updated(), ORIGIN);
    if (below || said.named() || said.updated() != null) {
      draft.published(said.published(), ORIGIN);
    }
  }
}

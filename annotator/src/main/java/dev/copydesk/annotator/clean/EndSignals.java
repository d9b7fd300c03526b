package dev.copydesk.annotator.clean;

import java.util.List;

/** What has gone before that may have ended the article: tags, comments, a share list. */
final class EndSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of("endSince", "endsSoFar", "proseSinceEnd", "proseBeforeEnd");

  private static final int MOST_ENDS = 20;

  private final Looks looks;
  private final Distances ends;
  private final int[] soFar;

  EndSignals(Looks looks) {
    this.looks = looks;
    this.ends = Distances.to(looks.count, this::isEnd);
    this.soFar = new int[looks.count];
    int seen = 0;
    for (int i = 0; i < looks.count; i++) {
      soFar[i] = seen;
      seen += isEnd(i) ? 1 : 0;
    }
  }

  /** What often stands below an article, where it stands below its beginning. */
  private boolean isEnd(int i) {
    if (i < looks.page.body().from()) {
      return false;
    }
    Features seen = looks.features(i);
    Reason reason = seen.furniture() == null ? seen.scope() : seen.furniture();
    return reason == Reason.COMMENTS
        || reason == Reason.TAGS
        || reason == Reason.LEGAL
        || reason == Reason.RELATED
        || reason == Reason.SUBSCRIBE
        || reason == Reason.BYLINE
        || reason == Reason.SHARE;
  }

  @Override
  public void fill(int i, Row row) {
    int end = ends.last(i);
    row.log(ends.since(i));
    row.add(Math.min(MOST_ENDS, soFar[i]));
    row.log(end < 0 ? 0 : looks.proseBefore[i] - looks.proseBefore[end]);
    row.add(end < 0 ? 0 : looks.proseShareBefore(end));
  }
}

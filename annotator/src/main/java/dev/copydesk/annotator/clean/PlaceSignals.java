package dev.copydesk.annotator.clean;

import java.util.List;

/** Where on the page the block stands, and where the rules and the page's own data see article. */
final class PlaceSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of(
          "place",
          "proseBefore",
          "proseSince",
          "proseAhead",
          "proseNear",
          "proseAround",
          "inBody",
          "ruleKeeps",
          "ruleReason",
          "beforeBody",
          "afterBody",
          "pageProse",
          "pageBlocks",
          "bodyShare",
          "keptSince",
          "keptNear",
          "vouchedSince",
          "vouchedAhead");

  private static final int WINDOW = 4;
  private static final int WIDE_WINDOW = 10;
  private static final int MOST_REMOVED = 8;
  private static final int NEAR = 5;

  private final Looks looks;
  private final Distances prose;
  private final Distances vouched;
  private final double bodyShare;

  PlaceSignals(Looks looks, Distances prose) {
    this.looks = looks;
    this.prose = prose;
    this.vouched = Distances.to(looks.count, i -> looks.page.vouched()[i]);
    BodyFinder.Span body = looks.page.body();
    this.bodyShare = looks.proseShareBefore(body.to()) - looks.proseShareBefore(body.from());
  }

  @Override
  public void fill(int i, Row row) {
    BodyFinder.Span body = looks.page.body();
    row.add((float) i / looks.count);
    row.add(looks.proseShareBefore(i));
    row.log(prose.since(i));
    row.log(prose.ahead(i));
    row.log(looks.proseWithin(i, WINDOW));
    row.log(looks.proseWithin(i, WIDE_WINDOW));
    row.add(looks.page.isInBody(i));
    row.add(looks.ruleKeeps[i]);
    row.add(Looks.code(looks.page.verdicts().get(i).reason()));
    row.log(Math.max(0, body.from() - i));
    row.log(Math.max(0, i - body.to() + 1));
    row.log(looks.allProse());
    row.log(looks.count);
    row.add(bodyShare);
    row.add(removedBefore(i));
    row.add(keptNear(i));
    row.log(vouched.since(i));
    row.log(vouched.ahead(i));
  }

  /** How many blocks before this one were removed by the rules since the last that was kept. */
  private int removedBefore(int i) {
    int gone = 0;
    while (gone < MOST_REMOVED && i - gone - 1 >= 0 && looks.ruleKeeps[i - gone - 1] == 0) {
      gone++;
    }
    return gone;
  }

  private float keptNear(int i) {
    float kept = 0;
    for (int j = Math.max(0, i - NEAR); j <= Math.min(looks.count - 1, i + NEAR); j++) {
      kept += looks.ruleKeeps[j];
    }
    return kept;
  }
}

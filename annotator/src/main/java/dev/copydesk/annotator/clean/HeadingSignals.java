package dev.copydesk.annotator.clean;

import java.util.List;

/** The heading the block stands below, and the page's title. */
final class HeadingSignals implements SignalGroup {
  static final List<String> NAMES =
      List.of(
          "headingOdds",
          "headingFurniture",
          "headingSince",
          "headingAhead",
          "headingLevel",
          "titlesSince",
          "headlineSince");

  private static final int MOST_TITLES = 9;

  private final Looks looks;
  private final Distances headings;
  private final int[] titles;
  private final int headline;

  /**
   * @param headline index of the block that is the headline, -1 where none is known
   */
  HeadingSignals(Looks looks, int headline) {
    this.looks = looks;
    this.headline = headline;
    this.headings = Distances.to(looks.count, i -> looks.block(i).isHeading());
    this.titles = new int[looks.count];
    int seen = 0;
    for (int i = 0; i < looks.count; i++) {
      titles[i] = seen;
      seen += looks.tags[i] == Tags.TITLE ? 1 : 0;
    }
  }

  @Override
  public void fill(int i, Row row) {
    int above = headings.last(i);
    row.add(above < 0 ? 0 : looks.heard[above].sum());
    row.add(above < 0 ? -1 : looks.furniture[above]);
    row.log(headings.since(i));
    row.log(headings.ahead(i));
    row.add(above < 0 ? 0 : looks.block(above).tag().charAt(1) - '0');
    row.add(Math.min(MOST_TITLES, titles[i]));
    row.add(headline < 0 ? -1 : i < headline ? 0 : 1 + (float) Math.log1p(i - headline));
  }
}

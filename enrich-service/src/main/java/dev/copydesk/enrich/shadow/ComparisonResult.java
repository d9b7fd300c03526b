package dev.copydesk.enrich.shadow;

import java.util.Map;

/**
 * What a comparison came to.
 *
 * @param compared articles that are live or in the shadow
 * @param changed articles that differ
 * @param movedOn articles that a later revision has come of since; nothing is said of them
 * @param counts articles by kind; one can be of several
 */
public record ComparisonResult(
    long compared, long changed, long movedOn, Map<Kind, Integer> counts) {

  public ComparisonResult {
    counts = Map.copyOf(counts);
  }
}

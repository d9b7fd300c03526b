package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.List;

/**
 * A page and what the rules alone make of it. All lists go by block.
 *
 * @param vouched whether the page's own data gives the block as article
 * @param body the stretch of the page that the rules take for the article
 */
@SuppressWarnings("ArrayRecordComponent")
record Ruled(
    List<Block> blocks,
    List<Features> features,
    boolean[] vouched,
    BodyFinder.Span body,
    List<Verdict> verdicts) {

  int count() {
    return blocks.size();
  }

  boolean isInBody(int i) {
    return i >= body.from() && i < body.to();
  }
}

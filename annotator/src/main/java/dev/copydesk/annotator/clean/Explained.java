package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clean copy and what led to it.
 *
 * @param ruled null where nothing was judged: a structured body, a text that is clean
 * @param likely for each block that was judged, how likely the model took it for article
 */
record Explained(CleanCopy copy, BlockSignals.@Nullable Reading ruled, double[] likely) {

  static Explained trusted(List<Block> blocks) {
    List<Verdict> verdicts = blocks.stream().map(block -> new Verdict(block, null)).toList();
    return new Explained(new CleanCopy(verdicts), null, new double[0]);
  }
}

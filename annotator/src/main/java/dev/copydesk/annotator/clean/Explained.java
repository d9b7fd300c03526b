package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A clean copy and what led to it.
 *
 * @param ruled null where nothing was judged: a structured body, a text that is clean
 * @param look what the model saw and said, null where it was not asked
 */
record Explained(CleanCopy copy, @Nullable Ruled ruled, BlockModel.@Nullable Look look) {

  static Explained trusted(List<Block> blocks) {
    List<Verdict> verdicts = blocks.stream().map(block -> new Verdict(block, null)).toList();
    return new Explained(new CleanCopy(verdicts), null, null);
  }

  /** The same with verdicts that a further step makes of these. */
  Explained with(UnaryOperator<List<Verdict>> step) {
    return new Explained(new CleanCopy(step.apply(copy.verdicts())), ruled, look);
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import org.jspecify.annotations.Nullable;

/**
 * What the copy editor decided about a block.
 *
 * @param reason why it was removed, null where it is kept
 */
public record Verdict(Block block, @Nullable Reason reason) {

  public boolean isKept() {
    return reason == null;
  }
}

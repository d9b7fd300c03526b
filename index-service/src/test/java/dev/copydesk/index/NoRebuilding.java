package dev.copydesk.index;

import dev.copydesk.index.search.Rebuilding;
import java.util.List;

/** An index that is not built anew. */
final class NoRebuilding implements Rebuilding {

  @Override
  public State state() {
    return new State(Phase.NONE, null, 0, 0, null, List.of());
  }

  @Override
  public boolean begin() {
    return false;
  }

  @Override
  public boolean cancel() {
    return false;
  }

  @Override
  public List<String> dropKept() {
    return List.of();
  }
}

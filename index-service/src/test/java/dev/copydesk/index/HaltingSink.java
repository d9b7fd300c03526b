package dev.copydesk.index;

import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import java.util.List;
import java.util.Optional;

/** A sink that halts before and after what it has another one do. */
record HaltingSink(Sink sink, Halt halt) implements Sink {

  @Override
  public boolean isShared() {
    return sink.isShared();
  }

  @Override
  public Optional<Position> position() {
    Optional<Position> position = sink.position();
    halt.reached(Failpoint.BEGUN);
    return position;
  }

  @Override
  public Applied apply(List<Change> changes, Position reached) {
    Applied applied = sink.apply(changes, reached);
    halt.reached(Failpoint.APPLIED);
    return applied;
  }

  @Override
  public void commit() {
    halt.reached(Failpoint.BEFORE_COMMIT);
    sink.commit();
    halt.reached(Failpoint.AFTER_COMMIT);
  }

  @Override
  public void clear() {
    sink.clear();
  }

  @Override
  public void close() {
    sink.close();
  }
}

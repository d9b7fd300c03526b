package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing is told, so that rescans find everything. */
final class NoEvents implements FolderEvents {

  @Override
  public void watch(Path directory, @Nullable Object key) {
    // There is nothing to watch it with.
  }

  @Override
  public List<Event> await(Duration wait) throws InterruptedException {
    Thread.sleep(wait);
    return List.of();
  }

  @Override
  public long overflows() {
    return 0;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

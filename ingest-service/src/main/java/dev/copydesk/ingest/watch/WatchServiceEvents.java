package dev.copydesk.ingest.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the JDK tells on every system: that something changed, never that it is whole. */
final class WatchServiceEvents implements FolderEvents {

  private static final Logger LOG = LoggerFactory.getLogger(WatchServiceEvents.class);

  private record Registered(WatchKey watch, @Nullable Object key) {}

  private final Path folder;
  private final WatchService service;
  private final Map<Path, Registered> registered = new HashMap<>();
  private final AtomicLong overflows = new AtomicLong();

  WatchServiceEvents(Path folder) throws IOException {
    this.folder = folder;
    this.service = folder.getFileSystem().newWatchService();
  }

  @Override
  public void watch(Path directory, @Nullable Object key) {
    Registered known = registered.get(directory);
    if (known != null && known.watch().isValid() && (key == null || key.equals(known.key()))) {
      return;
    }
    try {
      WatchKey watch =
          directory.register(
              service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      registered.put(directory, new Registered(watch, key));
    } catch (IOException e) {
      LOG.debug("event=no-watch-events reason={}", e.toString());
    }
  }

  @Override
  public List<Event> await(Duration wait) throws InterruptedException {
    WatchKey key;
    try {
      key = service.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ClosedWatchServiceException e) {
      throw new IllegalStateException("Closed by the thread that awaits", e);
    }
    List<Event> told = new ArrayList<>();
    while (key != null) {
      Path directory = (Path) key.watchable();
      for (WatchEvent<?> event : key.pollEvents()) {
        if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
          overflows.incrementAndGet();
        }
        told.add(
            event.context() instanceof Path name
                ? new Event(Kind.CHANGED, directory.resolve(name))
                : new Event(Kind.LOST, folder));
      }
      if (!key.reset()) {
        registered.remove(directory);
      }
      key = service.poll();
    }
    return told;
  }

  @Override
  public long overflows() {
    return overflows.get();
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}

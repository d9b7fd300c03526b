package dev.copydesk.ingest.watch;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What inotify tells: a file is whole when it was renamed in or its writer has closed it. */
final class InotifyEvents implements FolderEvents {

  private static final Logger LOG = LoggerFactory.getLogger(InotifyEvents.class);

  private static final int TOLD =
      Inotify.MODIFY
          | Inotify.CLOSE_WRITE
          | Inotify.MOVED_FROM
          | Inotify.MOVED_TO
          | Inotify.CREATE
          | Inotify.DELETE
          | Inotify.MOVE_SELF
          | Inotify.ONLY_DIRECTORIES
          | Inotify.NO_LINKS
          | Inotify.NOT_OF_DELETED;

  /** Directories watched at most: beyond, rescans find the files, once they are at rest. */
  private static final int MOST = 16_384;

  private record Watched(int watch, @Nullable Object key) {}

  private final Path folder;
  private final Inotify inotify;
  private final Map<Path, Watched> byPath = new HashMap<>();
  private final Map<Integer, Path> byWatch = new HashMap<>();
  private final AtomicLong overflows = new AtomicLong();
  private boolean limitSaid;

  InotifyEvents(Path folder, Inotify inotify) {
    this.folder = folder;
    this.inotify = inotify;
  }

  @Override
  public void watch(Path directory, @Nullable Object key) {
    Watched known = byPath.get(directory);
    if (known != null && known.key() != null && known.key().equals(key)) {
      return;
    }
    if (known != null) {
      // Another took its place: moved there, or mounted over it.
      forget(known.watch());
      inotify.remove(known.watch());
    } else if (byPath.size() >= MOST) {
      sayLimit("more than " + MOST + " directories");
      return;
    }
    try {
      int watch = inotify.add(directory.toString(), TOLD);
      byPath.put(directory, new Watched(watch, key));
      Path before = byWatch.put(watch, directory);
      if (before != null && !before.equals(directory)) {
        byPath.remove(before);
      }
    } catch (IOException e) {
      sayLimit(e.toString());
    }
  }

  private void sayLimit(String reason) {
    if (!limitSaid) {
      limitSaid = true;
      LOG.warn("event=some-files-taken-at-rest reason={}", reason);
    }
  }

  private void forget(int watch) {
    Path directory = byWatch.remove(watch);
    if (directory != null) {
      byPath.remove(directory);
    }
  }

  @Override
  public List<Event> await(Duration wait) throws IOException {
    List<Event> told = new ArrayList<>();
    for (Inotify.Event event : inotify.read(wait)) {
      told(event).ifPresent(told::add);
    }
    return told;
  }

  private Optional<Event> told(Inotify.Event event) {
    Path directory = byWatch.get(event.watch());
    if (event.is(Inotify.IGNORED)) {
      forget(event.watch());
      return Optional.empty();
    }
    if (event.is(Inotify.OVERFLOW)) {
      overflows.incrementAndGet();
    }
    if (event.is(Inotify.OVERFLOW | Inotify.UNMOUNT)) {
      return Optional.of(new Event(Kind.LOST, folder));
    }
    if (directory == null) {
      return Optional.empty();
    }
    if (event.is(Inotify.MOVE_SELF)) {
      forget(event.watch());
      inotify.remove(event.watch());
      return Optional.of(new Event(Kind.LOST, directory));
    }
    try {
      Path entry = directory.resolve(event.name());
      if (event.is(Inotify.IS_DIRECTORY)) {
        return event.is(Inotify.CREATE | Inotify.MOVED_TO)
            ? Optional.of(new Event(Kind.LOST, entry))
            : Optional.empty();
      }
      return Optional.of(new Event(kind(event), entry));
    } catch (InvalidPathException _) {
      // A name that this JVM's encoding has no words for: a look tells.
      return Optional.of(new Event(Kind.LOST, directory));
    }
  }

  @Override
  public long overflows() {
    return overflows.get();
  }

  private static Kind kind(Inotify.Event event) {
    if (event.is(Inotify.CLOSE_WRITE | Inotify.MOVED_TO)) {
      return Kind.COMPLETE;
    }
    if (event.is(Inotify.MODIFY)) {
      return Kind.WRITTEN;
    }
    return event.is(Inotify.CREATE) ? Kind.CREATED : Kind.GONE;
  }

  @Override
  public void close() {
    inotify.close();
  }
}

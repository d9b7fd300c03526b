package dev.copydesk.ingest.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices files in a folder and below it, and hands each out when it is complete: when size and
 * time have been at rest.
 *
 * <p>Events of the file system make it quick; a scan of the whole tree now and then makes it sure,
 * since events get lost (overflow, network file systems, containers). Symbolic links are seen as
 * what they are and never followed.
 */
public final class WatchedFolder implements AutoCloseable {

  public static final String DONE = "done";
  public static final String FAILED = "failed";

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  /** Files known to rest but not yet handed out; what does not fit is found again. */
  private static final int READY = 2048;

  private final Path folder;
  private final long rescan;
  private final long tick;
  private final Sightings sightings;
  private final BlockingQueue<FoundFile> ready = new LinkedBlockingQueue<>(READY);
  private final Set<Path> handedOut = ConcurrentHashMap.newKeySet();
  private final Set<Path> registered = ConcurrentHashMap.newKeySet();
  private final List<Path> changed = new ArrayList<>();
  private final WatchService events;
  private final Thread thread;
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean closed;

  /**
   * Starts watching.
   *
   * @param atRest how long size and time of a file must not change
   * @param rescan time between two scans
   * @throws IOException if the folder's file system cannot be watched
   */
  public WatchedFolder(Path folder, Duration atRest, Duration rescan) throws IOException {
    this.folder = folder;
    this.rescan = rescan.toNanos();
    this.tick = Math.max(1, atRest.dividedBy(5).toMillis());
    this.sightings = new Sightings(atRest.toNanos());
    this.events = folder.getFileSystem().newWatchService();
    this.thread = Thread.ofPlatform().name("ingest-watch").daemon().start(this::watch);
  }

  /**
   * Complete files, each handed out once until it is {@linkplain #release released}.
   *
   * @param most how many
   * @param wait how long, where there is none
   */
  public List<FoundFile> poll(int most, Duration wait) throws InterruptedException {
    List<FoundFile> files = new ArrayList<>();
    if (ready.drainTo(files, most) == 0 && most > 0) {
      FoundFile first = ready.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (first != null) {
        files.add(first);
        ready.drainTo(files, most - 1);
      }
    }
    return files;
  }

  /** Whatever lies at the file's path from now on is noticed again. */
  public void release(FoundFile file) {
    handedOut.remove(file.path());
  }

  /** What keeps files from being noticed, and what helps; empty where all is well. */
  public Optional<String> trouble() {
    return trouble;
  }

  private void watch() {
    long nextScan = System.nanoTime();
    while (!closed) {
      try {
        if (System.nanoTime() - nextScan >= 0) {
          trouble = scan(folder);
          nextScan = System.nanoTime() + rescan;
        }
        WatchKey key = events.poll(sightings.isEmpty() ? 100 : tick, TimeUnit.MILLISECONDS);
        if (key != null && take(key)) {
          nextScan = System.nanoTime();
        }
        sightings.offerRested(System.nanoTime(), this::offer);
        changed.forEach(this::look);
        changed.clear();
      } catch (InterruptedException | ClosedWatchServiceException _) {
        return;
      } catch (RuntimeException e) {
        LOG.error("event=watch-failed folder={}", folder, e);
        trouble = Optional.of("Watching " + folder + " failed and begins again: " + e);
        nextScan = System.nanoTime() + rescan;
      }
    }
  }

  /** Looks at the files that events name; true where a scan must tell the rest. */
  private boolean take(WatchKey key) {
    boolean scan = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        scan = true;
      } else if (event.context() instanceof Path name) {
        scan |= look(((Path) key.watchable()).resolve(name));
      }
    }
    if (!key.reset()) {
      registered.remove((Path) key.watchable());
    }
    return scan;
  }

  /** Looks at one entry; true where it is a folder, whose content is still unknown. */
  private boolean look(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        return !skips(file);
      }
      see(file, attributes);
    } catch (IOException _) {
      // Gone again, or not to be looked at: the next scan tells.
      sightings.forget(file);
    }
    return false;
  }

  private void see(Path file, BasicFileAttributes attributes) {
    if (!FileNames.waits(file) && !handedOut.contains(file)) {
      sightings.see(file, FileStamp.of(attributes), System.nanoTime());
    }
  }

  private boolean offer(Path file, FileStamp stamp) {
    try {
      if (!FileStamp.of(file).equals(stamp)) {
        changed.add(file);
        return true;
      }
    } catch (IOException _) {
      return true;
    }
    handedOut.add(file);
    boolean offered = ready.offer(new FoundFile(file, FileNames.relative(folder, file), stamp));
    if (!offered) {
      handedOut.remove(file);
    }
    return offered;
  }

  private boolean skips(Path directory) {
    if (directory.equals(folder)) {
      return false;
    }
    boolean ours =
        directory.equals(folder.resolve(DONE)) || directory.equals(folder.resolve(FAILED));
    return ours || FileNames.waits(directory);
  }

  private Optional<String> scan(Path root) {
    List<String> failures = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes of) {
              if (skips(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              register(directory);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              see(file, attributes);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              // A file that goes while it is looked at is no trouble; the folder itself is.
              if (file.equals(root) || !(failure instanceof NoSuchFileException)) {
                failures.add(failure.toString());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                Path directory, @Nullable IOException failure) {
              if (failure != null) {
                failures.add(failure.toString());
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      failures.add(e.toString());
    }
    return failures.stream()
        .findFirst()
        .map(first -> "Cannot look into " + root + ", mount it or give permission: " + first);
  }

  private void register(Path directory) {
    if (!registered.add(directory)) {
      return;
    }
    try {
      directory.register(
          events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    } catch (IOException e) {
      registered.remove(directory);
      LOG.debug("event=no-watch-events reason={}", e.toString());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      events.close();
      thread.join(Duration.ofSeconds(5));
    } catch (IOException e) {
      LOG.warn("event=watch-not-closed reason={}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.copydesk.ingest.watch;

import dev.copydesk.ingest.format.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices files in a folder and below it, and hands each out when it is complete: renamed in or
 * closed by its writer where the system tells so, marked where markers are agreed on, else when
 * size and time have been at rest.
 *
 * <p>Events of the file system make it quick; a scan of the whole tree now and then makes it sure,
 * since events get lost (overflow, network file systems, containers). Symbolic links are seen as
 * what they are and never followed. It takes the same memory whatever lies in the folder: of those
 * files that it cannot hold, the next scan finds the next.
 */
public final class WatchedFolder implements AutoCloseable {

  public static final String DONE = "done";
  public static final String FAILED = "failed";

  private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);

  /** Files known to be complete but not yet handed out. */
  private static final int READY = 2048;

  /** Files watched until they rest, by their weights. */
  private static final int MOST_RESTING = 131_072;

  /** Left of them when a scan looks for the next. */
  private static final int FEW_RESTING = MOST_RESTING / 8;

  /** A marker whose file has gone is removed after this time; one just made may yet be ours. */
  private static final Duration STALE_MARKER = Duration.ofSeconds(30);

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration TICK = Duration.ofMillis(100);

  /** From a scan to one that is called for there is so many times the time that it took. */
  private static final int SCAN_REST = 4;

  /**
   * The same, to one that is but to make sure: folders with very many files are slow to look at.
   */
  private static final int SURE_SCAN_REST = 20;

  private final WatchSettings settings;
  private final InstantSource clock;
  private final Path folder;
  private final FileNames names;
  private final Duration tick;
  private final Sightings sightings;
  private final ReadyFiles ready;
  private final MountPoint mount;
  private final FolderEvents events;
  private final KnownFiles known = new KnownFiles();
  private final FolderFiles files;
  private final Thread thread;

  /** Whether there are files that neither wait nor are handed out: a scan is to find them. */
  private boolean more;

  private long nextScan = System.nanoTime();
  private long earliestScan = System.nanoTime();
  private long nextRetry = System.nanoTime();
  private long nextOffer = System.nanoTime();
  private volatile Optional<String> trouble = Optional.empty();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Error failure;

  /** Starts watching. */
  public WatchedFolder(WatchSettings settings, InstantSource clock) {
    this(settings, clock, FolderEvents.of(settings.folder()));
  }

  /**
   * @param events closed with the folder
   */
  WatchedFolder(WatchSettings settings, InstantSource clock, FolderEvents events) {
    this.clock = clock;
    this.settings = settings;
    this.folder = settings.folder();
    this.names = new FileNames(folder, settings.marker());
    this.files = new FolderFiles(folder);
    // What a marker says is complete need not rest.
    Duration atRest = names.areMarked() ? Duration.ZERO : settings.atRest();
    Duration fifth = atRest.dividedBy(5);
    this.tick = fifth.compareTo(TICK) < 0 ? Duration.ofMillis(Math.max(1, fifth.toMillis())) : TICK;
    this.sightings = new Sightings(atRest.toNanos(), MOST_RESTING);
    this.ready = new ReadyFiles(READY, settings.order());
    this.mount = new MountPoint(folder);
    this.events = events;
    this.thread = Thread.ofPlatform().name("ingest-watch").daemon().start(this::watch);
  }

  /**
   * Complete files, each handed out once until it is given back by {@link #leave}, {@link
   * #release}, {@link #defer} or {@link #keep}.
   *
   * @param most how many
   * @param wait how long, where there is none
   * @throws Error if one has ended the watch
   */
  public List<FoundFile> poll(int most, Duration wait) throws InterruptedException {
    if (failure != null) {
      throw failure;
    }
    return ready.poll(most, wait);
  }

  /** The file was taken from its path; what comes there is noticed again. */
  public void leave(FoundFile file) {
    known.leave(file);
  }

  /** Whatever lies at the file's path is noticed again, and at once. */
  public void release(FoundFile file) {
    known.release(file);
  }

  /** The file cannot be read or moved now: it is handed out again in some seconds. */
  public void defer(FoundFile file) {
    known.defer(file);
  }

  /** The file stays where it is, and is handed out again only when it has changed. */
  public void keep(FoundFile file) {
    known.keep(file);
  }

  /** Files that are known to be there, complete, and not yet given back. */
  public int waiting() {
    return known.out();
  }

  /**
   * How long the file that waits for longest has lain there as it is; zero where none waits. Asks
   * the file system for each that waits.
   */
  public Duration oldestWaiting() {
    Instant now = clock.instant();
    Instant oldest = now;
    for (Path file : known.allOut()) {
      try {
        // Not the time of the content, which whoever moved the file here may have kept.
        FileTime since =
            (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        oldest = since.toInstant().isBefore(oldest) ? since.toInstant() : oldest;
      } catch (IOException | UnsupportedOperationException _) {
        // Put away in this moment, or a system that keeps no such time.
      }
    }
    return Duration.between(oldest, now);
  }

  /** Times that the system lost events, after which the folder was looked through. */
  public long overflows() {
    return events.overflows();
  }

  /** Files that somebody has open and writes. */
  public int beingWritten() {
    return known.beingWritten();
  }

  /** What keeps files from being noticed, and what helps; empty where all is well. */
  public Optional<String> trouble() {
    return trouble;
  }

  private void watch() {
    try (events;
        files) {
      while (closing.getCount() > 0) {
        try {
          turn();
        } catch (IOException | RuntimeException e) {
          LOG.error("event=watch-failed folder={}", folder, e);
          trouble = Optional.of("Watching " + folder + " failed and begins again: " + e);
          scanBy(System.nanoTime());
          if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("event=watch-not-closed reason={}", e.toString());
    } catch (Error e) {
      // Ends the service, where it is next asked for files.
      LOG.error("event=watch-ended folder={}", folder, e);
      failure = e;
    }
  }

  private void turn() throws IOException, InterruptedException {
    if (System.nanoTime() - nextScan >= 0) {
      scan();
    }
    for (FolderEvents.Event event : events.await(sightings.size() == 0 ? TICK : tick)) {
      take(event);
    }
    for (Path path = known.nextReleased(); path != null; path = known.nextReleased()) {
      look(path);
    }
    offerRested();
    if (more && sightings.size() < FEW_RESTING) {
      nextScan = System.nanoTime();
    }
  }

  /** Whether what comes now waits anyway for those that were there before it. */
  private boolean isScanToFindMore() {
    return more && settings.order() == FileOrder.OLDEST;
  }

  private void take(FolderEvents.Event event) {
    Path path = event.path();
    switch (event.kind()) {
      case LOST -> {
        if (path.equals(folder)) {
          known.forgetWriters();
        }
        if (!names.skips(path) && !isScanToFindMore()) {
          scanBy(earliestScan);
        }
      }
      case GONE -> {
        known.closed(path);
        sightings.forget(path);
      }
      case WRITTEN -> writing(path);
      case COMPLETE -> {
        known.closed(path);
        complete(path);
      }
      case CREATED -> {
        if (isEmptyFileOfItsOwn(path)) {
          writing(path);
        } else {
          look(path);
        }
      }
      case CHANGED -> look(path);
    }
  }

  private void writing(Path path) {
    if (names.areMarked() || FileNames.waits(path)) {
      return;
    }
    known.writing(path);
    sightings.forget(path);
  }

  /** Whoever creates a file has it open; but a second link to a file is whole as it comes. */
  private static boolean isEmptyFileOfItsOwn(Path path) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:isRegularFile,size,nlink", LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(attributes.get("isRegularFile"))
          && Long.valueOf(0).equals(attributes.get("size"))
          && Integer.valueOf(1).equals(attributes.get("nlink"));
    } catch (IOException _) {
      return false;
    }
  }

  /** An entry of which the system says that it is whole. */
  private void complete(Path entry) {
    Optional<Path> subject = names.subject(entry);
    if (subject.isEmpty() || isScanToFindMore()) {
      return;
    }
    Path file = subject.get();
    try {
      FileStamp stamp = FileStamp.of(file);
      // An empty file may be one that was created by one program for another to fill.
      if (stamp.size() == 0 || !known.isNew(found(file, stamp)) || !offer(file, stamp)) {
        see(file, stamp);
      }
    } catch (IOException _) {
      // Gone again, or not to be looked at: the next scan tells.
      sightings.forget(file);
    }
  }

  /** Looks at an entry of which it is not known whether it is whole. */
  private void look(Path entry) {
    Optional<Path> subject = names.subject(entry);
    if (subject.isEmpty()) {
      return;
    }
    Path file = subject.get();
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isDirectory()) {
        see(file, FileStamp.of(attributes));
      } else if (!names.skips(file)) {
        scanBy(earliestScan);
      }
    } catch (IOException _) {
      sightings.forget(file);
    }
  }

  private void see(Path file, FileStamp stamp) {
    FoundFile found = found(file, stamp);
    if (known.isNew(found) && !sightings.see(found, System.nanoTime())) {
      more = true;
    }
  }

  private FoundFile found(Path file, FileStamp stamp) {
    return new FoundFile(file, names.relative(file), stamp);
  }

  private void offerRested() {
    long time = System.nanoTime();
    if (time - nextOffer < 0 || ready.isFull() || known.areAllOut()) {
      return;
    }
    nextOffer = time + tick.toNanos();
    for (Map.Entry<Path, Sightings.Sighting> rested : sightings.rested(time, READY)) {
      Path file = rested.getKey();
      try {
        BasicFileAttributes attributes = RegularFile.attributes(file);
        FileStamp now = FileStamp.of(attributes);
        if (attributes.isDirectory()) {
          // It took a file's place: the next scan looks into it.
          sightings.forget(file);
        } else if (!now.equals(rested.getValue().stamp())) {
          sightings.see(found(file, now), System.nanoTime());
        } else if (!offer(file, now)) {
          return;
        }
      } catch (IOException _) {
        sightings.forget(file);
      }
    }
  }

  /** False where there is no room for the file. */
  private boolean offer(Path path, FileStamp stamp) {
    if (known.areAllOut()) {
      return false;
    }
    FoundFile file = found(path, stamp);
    known.handOut(path);
    @Nullable FoundFile left = ready.offer(file);
    if (left != null) {
      known.takeBack(left.path());
      more |= !left.equals(file);
    }
    boolean offered = !file.equals(left);
    if (offered) {
      sightings.forget(path);
    }
    return offered;
  }

  private void scan() {
    long begin = System.nanoTime();
    trouble = lookThrough();
    long end = System.nanoTime();
    earliestScan = end + SCAN_REST * (end - begin);
    nextScan = end + Math.max(SURE_SCAN_REST * (end - begin), settings.rescan().toNanos());
  }

  private Optional<String> lookThrough() {
    try {
      if (mount.isLost()) {
        return Optional.of(
            "Nothing is mounted on " + folder + " any more: mount it again, files wait until then");
      }
    } catch (IOException e) {
      return Optional.of(unseen(e.toString()));
    }
    if (!more && System.nanoTime() - nextRetry >= 0) {
      // Not while others wait for their turn.
      known.retryDeferred();
      nextRetry = System.nanoTime() + RETRY.toNanos();
    }
    Instant staleBefore = clock.instant().minus(STALE_MARKER);
    FolderScan.Found found =
        new FolderScan(
                folder,
                files,
                names,
                events,
                sightings::stamp,
                known::isOut,
                known::isNew,
                MOST_RESTING,
                settings.order(),
                staleBefore)
            .run();
    files.rest();
    sightings.replace(found.files(), System.nanoTime());
    more = found.more();
    if (found.failure().isPresent()) {
      return found.failure().map(this::unseen);
    }
    known.forgetGone();
    return known.areTooManyKept()
        ? Optional.of(
            "%s holds more than %,d files that are done with: take some away, or set"
                    .formatted(folder, KnownFiles.mostKept())
                + " ingest.on-done to move")
        : Optional.empty();
  }

  private String unseen(String reason) {
    return "Cannot look into " + folder + ", mount it or give permission: " + reason;
  }

  private void scanBy(long time) {
    if (nextScan - time > 0) {
      nextScan = time;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

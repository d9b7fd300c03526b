package dev.copydesk.ingest.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the whole folder: of the files in it, those that come next. */
final class FolderScan extends SimpleFileVisitor<Path> {

  private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

  private final Path root;
  private final FileNames names;
  private final FolderEvents events;
  private final Predicate<FoundFile> wanted;
  private final FolderFiles files;
  private final int most;
  private final Comparator<FoundFile> order;
  private final Instant staleBefore;

  /** The last to come is its head. */
  private final PriorityQueue<FoundFile> next;

  private @Nullable String failure;
  private boolean more;
  private int weight;

  /**
   * @param files by which stale markers are removed
   * @param events told of every directory
   * @param wanted whether a file is not yet known
   * @param most sum of the weights of the files wanted at a time; what is beyond is left for
   *     another look
   * @param staleBefore a marker made before then whose file is not there is removed
   */
  FolderScan(
      Path root,
      FolderFiles files,
      FileNames names,
      FolderEvents events,
      Predicate<FoundFile> wanted,
      int most,
      FileOrder order,
      Instant staleBefore) {
    this.root = root;
    this.files = files;
    this.names = names;
    this.events = events;
    this.wanted = wanted;
    this.most = most;
    this.order = order.comparator();
    this.staleBefore = staleBefore;
    this.next = new PriorityQueue<>(this.order.reversed());
  }

  /**
   * What was found.
   *
   * @param files the first of all, in order
   * @param more whether there are others
   * @param failure what could not be looked at
   */
  record Found(List<FoundFile> files, boolean more, Optional<String> failure) {}

  Found run() {
    try {
      Files.walkFileTree(root, this);
    } catch (IOException e) {
      note(e);
    }
    List<FoundFile> found = new ArrayList<>(next);
    found.sort(order);
    return new Found(found, more, Optional.ofNullable(failure));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (names.skips(directory)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    // Before its entries are listed, so that none can come between.
    events.watch(directory, attributes.fileKey());
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) {
    if (entry.equals(root)) {
      note(new IOException(root + " is a link or a file, and not a directory"));
      return FileVisitResult.TERMINATE;
    }
    Optional<Path> subject = names.subject(entry);
    if (subject.isPresent()) {
      if (subject.get().equals(entry)) {
        add(entry, FileStamp.of(attributes));
      } else {
        addMarked(entry, attributes, subject.get());
      }
    }
    return FileVisitResult.CONTINUE;
  }

  private void addMarked(Path marker, BasicFileAttributes attributes, Path file) {
    try {
      add(file, FileStamp.of(file));
    } catch (NoSuchFileException _) {
      // The file was put away, and a crash kept us from removing its marker: the next file of this
      // name must not be taken before it is complete.
      if (attributes.lastModifiedTime().toInstant().isBefore(staleBefore)) {
        removeMarker(marker);
      }
    } catch (IOException e) {
      note(e);
    }
  }

  private void removeMarker(Path marker) {
    try {
      files.delete(marker);
      LOG.info("event=stale-marker-removed");
    } catch (IOException e) {
      note(e);
    }
  }

  private void add(Path path, FileStamp stamp) {
    FoundFile file = new FoundFile(path, names.relative(path), stamp);
    if (!wanted.test(file)) {
      return;
    }
    next.add(file);
    weight += file.weight();
    while (weight > most) {
      weight -= next.remove().weight();
      more = true;
    }
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failed) {
    // A file that goes while it is looked at is no trouble; the folder itself is.
    if (file.equals(root) || !(failed instanceof NoSuchFileException)) {
      note(failed);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) {
    if (failed != null) {
      note(failed);
    }
    return FileVisitResult.CONTINUE;
  }

  private void note(IOException failed) {
    if (failure == null) {
      failure = failed.toString();
    }
  }
}

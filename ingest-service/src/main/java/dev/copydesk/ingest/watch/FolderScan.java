package dev.copydesk.ingest.watch;

import dev.copydesk.ingest.format.RegularFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the whole folder: of the files in it, those that come next. The file system is asked
 * about those entries alone of which nothing is known, since that is what a look takes.
 */
final class FolderScan {

  private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

  private final Path root;
  private final FileNames names;
  private final FolderEvents events;
  private final Function<Path, Optional<FileStamp>> waiting;
  private final Predicate<Path> out;
  private final Predicate<FoundFile> wanted;
  private final FolderFiles files;
  private final int most;
  private final Comparator<FoundFile> order;
  private final Instant staleBefore;

  /** The last to come is its head. */
  private final PriorityQueue<FoundFile> next;

  /** Directories that are still to be looked through. */
  private final Deque<Path> directories = new ArrayDeque<>();

  private @Nullable String failure;
  private boolean more;
  private int weight;

  /**
   * @param files by which stale markers are removed
   * @param events told of every directory
   * @param waiting how a file looked that is being waited for; it is looked at again when it is
   *     taken
   * @param out whether a file is handed out; asked of every entry, and thereby told of it
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
      Function<Path, Optional<FileStamp>> waiting,
      Predicate<Path> out,
      Predicate<FoundFile> wanted,
      int most,
      FileOrder order,
      Instant staleBefore) {
    this.root = root;
    this.files = files;
    this.names = names;
    this.events = events;
    this.waiting = waiting;
    this.out = out;
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
    directories.add(root);
    while (!directories.isEmpty()) {
      lookThrough(directories.remove());
    }
    List<FoundFile> found = new ArrayList<>(next);
    found.sort(order);
    return new Found(found, more, Optional.ofNullable(failure));
  }

  private void lookThrough(Path directory) {
    try {
      BasicFileAttributes attributes = RegularFile.attributes(directory);
      if (attributes.isDirectory()) {
        // Before its entries are listed, so that none can come between.
        events.watch(directory, attributes.fileKey());
        list(directory);
      } else if (directory.equals(root)) {
        note(new IOException(root + " is a link or a file, and not a directory"));
      }
    } catch (NoSuchFileException e) {
      // One that goes while it is looked at is no trouble; the folder itself is.
      if (directory.equals(root)) {
        note(e);
      }
    } catch (IOException | DirectoryIteratorException e) {
      note(e);
    }
  }

  private void list(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        look(entry);
      }
    }
  }

  private void look(Path entry) {
    if (out.test(entry)) {
      return;
    }
    // Of those that are marked it is the marker that counts.
    Optional<FileStamp> seen = names.areMarked() ? Optional.empty() : waiting.apply(entry);
    if (seen.isPresent()) {
      add(entry, seen.get());
      return;
    }
    try {
      BasicFileAttributes attributes = RegularFile.attributes(entry);
      if (!attributes.isDirectory()) {
        add(entry, attributes);
      } else if (!names.skips(entry)) {
        directories.add(entry);
      }
    } catch (NoSuchFileException _) {
      // It has gone again.
    } catch (IOException e) {
      note(e);
    }
  }

  private void add(Path entry, BasicFileAttributes attributes) {
    Optional<Path> subject = names.subject(entry);
    if (subject.isPresent()) {
      if (subject.get().equals(entry)) {
        add(entry, FileStamp.of(attributes));
      } else {
        addMarked(entry, attributes, subject.get());
      }
    }
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

  private void note(Exception failed) {
    if (failure == null) {
      failure = failed.toString();
    }
  }
}

package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.ingest.watch.WatchedFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends files of {@code failed/} again: moves them to where they were dropped. */
public final class FailedFiles implements AutoCloseable {

  private final WatchSettings watched;
  private final Path failed;
  private final FolderFiles files;

  public FailedFiles(WatchSettings watched) {
    this.watched = watched;
    this.failed = watched.folder().resolve(WatchedFolder.FAILED);
    this.files = new FolderFiles(watched.folder());
  }

  /** Every regular file in {@code failed/} and below it, but for the reasons beside them. */
  public List<Path> all() throws IOException {
    if (!Files.isDirectory(failed, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> below = Files.walk(failed)) {
      return below
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isReason(file))
          .sorted()
          .toList();
    }
  }

  /** A dropped file may be called as a reason is; then it has a reason of its own. */
  private static boolean isReason(Path file) {
    return String.valueOf(file.getFileName()).endsWith(FailureReason.SUFFIX)
        && !Files.exists(reasonOf(file), LinkOption.NOFOLLOW_LINKS);
  }

  private static Path reasonOf(Path file) {
    return file.resolveSibling(file.getFileName() + FailureReason.SUFFIX);
  }

  /**
   * Moves a file back, under the name that it was dropped with.
   *
   * @param given the file in {@code failed/}, or the path that its receipt has
   * @return the path below the watched folder
   * @throws NoSuchFileException if there is no such file in {@code failed/}
   * @throws FileAlreadyExistsException if another file of its name waits to be read
   */
  public String sendAgain(Path given) throws IOException {
    Path file = inFailed(given);
    Path reason = reasonOf(file);
    boolean explained = Files.isRegularFile(reason, LinkOption.NOFOLLOW_LINKS);
    Path target = target(file, explained ? FailureReason.originalPath(reason) : null);
    files.createDirectories(Objects.requireNonNull(target.getParent()));
    files.move(file, target);
    if (explained) {
      files.delete(reason);
    }
    if (watched.marker().isPresent()) {
      mark(target.resolveSibling(target.getFileName() + watched.marker().get()));
    }
    return watched.folder().relativize(target).toString();
  }

  private Path inFailed(Path given) throws IOException {
    for (Path candidate : List.of(real(given), failed.resolve(given).normalize())) {
      if (candidate.startsWith(failed)
          && !candidate.equals(failed)
          && Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)) {
        return candidate;
      }
    }
    throw new NoSuchFileException(given.toString(), null, "not in " + failed);
  }

  /** Where the file lies, by whatever links its directory was named; the last name is its own. */
  private static Path real(Path given) throws IOException {
    Path file = given.toAbsolutePath().normalize();
    @Nullable Path directory = file.getParent();
    return directory != null && Files.isDirectory(directory)
        ? directory.toRealPath().resolve(file.getFileName())
        : file;
  }

  private Path target(Path file, @Nullable String original) throws IOException {
    Path folder = watched.folder();
    Path target = folder.resolve(original == null ? failed.relativize(file).toString() : original);
    boolean below =
        target.equals(target.normalize()) && target.startsWith(folder) && !target.equals(folder);
    if (!below
        || target.startsWith(failed)
        || target.startsWith(folder.resolve(WatchedFolder.DONE))) {
      throw new IOException("The reason beside " + file + " names a path outside of the folder");
    }
    return target;
  }

  private void mark(Path marker) throws IOException {
    try {
      files.create(marker).close();
    } catch (FileAlreadyExistsException _) {
      // Of a file of this name that was there before: it marks this one now.
    }
  }

  @Override
  public void close() {
    files.close();
  }
}

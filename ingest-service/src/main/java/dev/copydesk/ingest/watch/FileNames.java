package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which names in a watched folder are meant for us. */
final class FileNames {

  private static final List<String> TEMPORARY =
      List.of(".part", ".tmp", ".temp", ".partial", ".crdownload", ".swp", "~");

  private final Path folder;
  private final Optional<String> marker;
  private final String separator;

  /**
   * @param marker suffix of the names that say that a file is complete
   */
  FileNames(Path folder, Optional<String> marker) {
    this.folder = folder;
    this.marker = marker;
    this.separator = folder.getFileSystem().getSeparator();
  }

  /** Whether a name is hidden or one that writers use until they have finished. */
  static boolean waits(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.startsWith(".") || TEMPORARY.stream().anyMatch(name::endsWith);
  }

  /** Whether a directory is not looked into: ours, or one that waits. */
  boolean skips(Path directory) {
    if (directory.equals(folder)) {
      return false;
    }
    return directory.equals(folder.resolve(WatchedFolder.DONE))
        || directory.equals(folder.resolve(WatchedFolder.FAILED))
        || waits(directory);
  }

  /** Whether files are complete when a marker says so, and not before. */
  boolean areMarked() {
    return marker.isPresent();
  }

  /** The file that an entry is, or that it marks as complete; empty where it is neither. */
  Optional<Path> subject(Path entry) {
    if (marker.isEmpty()) {
      return Optional.of(entry).filter(file -> !waits(file));
    }
    String name = String.valueOf(entry.getFileName());
    String suffix = marker.get();
    if (!name.endsWith(suffix) || name.length() == suffix.length()) {
      return Optional.empty();
    }
    return Optional.of(entry.resolveSibling(name.substring(0, name.length() - suffix.length())))
        .filter(file -> !waits(file));
  }

  /** The path below the folder, with '/' whatever the system. */
  String relative(Path file) {
    return folder.relativize(file).toString().replace(separator, "/");
  }
}

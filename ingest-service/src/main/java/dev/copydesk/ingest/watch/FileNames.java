package dev.copydesk.ingest.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Which names in a watched folder are meant for us. */
final class FileNames {

  private static final List<String> TEMPORARY =
      List.of(".part", ".tmp", ".temp", ".partial", ".crdownload", ".swp", "~");

  private FileNames() {}

  /** Whether a name is hidden or one that writers use until they have finished. */
  static boolean waits(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.startsWith(".") || TEMPORARY.stream().anyMatch(name::endsWith);
  }

  /** The path below a folder, with '/' whatever the system. */
  static String relative(Path folder, Path file) {
    return StreamSupport.stream(folder.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }
}

package dev.copydesk.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A benchmark's own folder, and the files that it writes there before it drops them. */
final class WorkFolder {

  private final Path folder;
  private int written;

  private WorkFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes one, and says where, since it stays for whoever asks why when a benchmark fails. */
  static WorkFolder create(String benchmark) throws IOException {
    Path folder =
        Files.createTempDirectory(Path.of(System.getProperty("copydesk.bench")), benchmark + "-");
    System.out.println("benchmark of " + benchmark + " in " + folder);
    return new WorkFolder(folder);
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Writes so many files, none of which was written before, into a folder of their own. */
  List<Path> write(Corpus corpus, int count) throws IOException {
    Path own = Files.createDirectories(folder.resolve("written-" + written));
    List<Path> files = new ArrayList<>();
    for (int end = written + count; written < end; written++) {
      files.add(corpus.write(own, written));
    }
    return files;
  }

  /** Renames files into a folder, one by one, and returns where they are then. */
  static List<Path> drop(List<Path> files, Path into) throws IOException {
    List<Path> dropped = new ArrayList<>();
    for (Path file : files) {
      dropped.add(
          Files.move(file, into.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE));
    }
    return dropped;
  }

  /** Of each turn there are its files and its records: gigabytes. */
  void remove() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }
}

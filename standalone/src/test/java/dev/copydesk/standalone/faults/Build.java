package dev.copydesk.standalone.faults;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a service is a process of.
 *
 * @param classPath of all that it needs
 */
record Build(String classPath) {

  /** The one that is being tested. */
  static Build own() {
    return new Build(System.getProperty("java.class.path"));
  }

  /** Another one, whose distribution has its jars in this folder. */
  static Build of(Path jars) throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return new Build(
          files
              .map(Path::toString)
              .filter(name -> name.endsWith(".jar"))
              .collect(Collectors.joining(File.pathSeparator)));
    }
  }
}

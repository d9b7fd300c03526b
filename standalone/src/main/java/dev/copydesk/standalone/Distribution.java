package dev.copydesk.standalone;

import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies beside the jars: the schema registry and the seeds. */
final class Distribution {

  private Distribution() {}

  static Path registry() {
    return part("registry");
  }

  static Path seeds() {
    return part("seeds");
  }

  /** The launcher says where the distribution is. */
  private static Path part(String name) {
    Path part = Path.of(System.getProperty("copydesk.home", ".")).resolve(name);
    if (!Files.isDirectory(part)) {
      throw new CommandFailure(
          ExitStatus.CONFIGURATION,
          "%s is missing: start Copydesk with its launcher, and build it with ./mvnw package"
              .formatted(part.toAbsolutePath().normalize()));
    }
    return part;
  }
}

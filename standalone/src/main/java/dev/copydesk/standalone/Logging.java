package dev.copydesk.standalone;

import java.nio.file.Path;
import java.util.Map;

/**
 * Chooses where a run logs to. To be called before anything logs: Log4j reads its configuration at
 * the first logger. Commands that call neither method keep their terminal clean: errors alone.
 */
final class Logging {

  private static final String CONFIGURATION = "log4j2.configurationFile";
  private static final String FORMAT = "LOG_FORMAT";

  private Logging() {}

  /** Everything to {@code logs/copydesk.log} below the folder, warnings of ours to the terminal. */
  static void toFile(Path data) {
    System.setProperty("copydesk.log.dir", data.resolve("logs").toString());
    choose("file");
  }

  /** Everything to standard output, as containers want it; as JSON where LOG_FORMAT says so. */
  static void toConsole(Map<String, String> environment) {
    choose("json".equals(environment.get(FORMAT)) ? "json" : "console");
  }

  private static void choose(String name) {
    // Not over what the user chose.
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(
          CONFIGURATION, "classpath:dev/copydesk/standalone/log4j2-" + name + ".xml");
    }
  }
}

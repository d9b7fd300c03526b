package dev.copydesk.embedded;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the Kafka child runs: formats the log folder if it is new, then starts Kafka.
 *
 * <p>Both in one JVM, because a second would double the first start. Kafka is called by reflection:
 * it is on the class path at run time alone, so nothing else of ours can come to lean on it.
 */
final class KafkaMain {

  private KafkaMain() {}

  /**
   * @param arguments properties file, log folder, cluster id to format a new log folder with
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    var properties = arguments[0];
    if (!Files.exists(Path.of(arguments[1], "meta.properties"))) {
      String[] format = {"format", "--cluster-id", arguments[2], "--config", properties};
      var status =
          Class.forName("kafka.tools.StorageTool")
              .getMethod("execute", String[].class, PrintStream.class)
              .invoke(null, format, System.out);
      if (!Integer.valueOf(0).equals(status)) {
        throw new IllegalStateException("formatting " + arguments[1] + " ended with " + status);
      }
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {properties});
  }
}

package dev.copydesk.standalone;

import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Gives commands as users do: the same words, the same output, the same status. */
public final class CommandCall {

  /** The main class. */
  public static final String MAIN = Copydesk.class.getName();

  private CommandCall() {}

  /** How a command ended, and what it printed. */
  public record Outcome(int status, String out) {}

  /** Calls a command in this JVM: most have no use for one of their own, which takes seconds. */
  public static Outcome run(List<String> arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int status =
          Copydesk.commandLine(System.getenv(), InstantSource.system())
              .execute(arguments.toArray(String[]::new));
      System.out.flush();
      return new Outcome(status, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  /** The same, of a command that asks a cluster. */
  static Outcome run(List<String> arguments, Cluster cluster, Topics topics) {
    return run(on(cluster, topics, arguments));
  }

  /** Starts a command in a process, where signals or its end matter. */
  static Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(MAIN));
    command.addAll(arguments);
    return java(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /**
   * A JVM on the class path of this one.
   *
   * @param main class and arguments
   */
  public static ProcessBuilder java(List<String> main) {
    return java(System.getProperty("java.class.path"), main);
  }

  /** The same, on another class path. */
  public static ProcessBuilder java(String classPath, List<String> main) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath));
    command.addAll(main);
    return new ProcessBuilder(command);
  }

  /** The same, of a command that asks a cluster. */
  static Process start(List<String> arguments, Cluster cluster, Topics topics) throws IOException {
    return start(on(cluster, topics, arguments));
  }

  private static List<String> on(Cluster cluster, Topics topics, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(
        List.of(
            "--bootstrap-server",
            cluster.bootstrapServers(),
            "--schema-registry-url",
            cluster.registryUrl(),
            "--topics-prefix",
            topics.prefix()));
    return all;
  }
}

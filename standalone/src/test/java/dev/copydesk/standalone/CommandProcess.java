package dev.copydesk.standalone;

import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts commands as users do, each as a process of its own. */
final class CommandProcess {

  private CommandProcess() {}

  /** How a command ended, and what it printed. */
  record Outcome(int status, String out) {}

  static Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Copydesk.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The same, of a command that asks a cluster. */
  static Process start(List<String> arguments, Cluster cluster, Topics topics) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(
        List.of(
            "--bootstrap-server",
            cluster.bootstrapServers(),
            "--schema-registry-url",
            cluster.registryUrl(),
            "--topics-prefix",
            topics.prefix()));
    return start(all);
  }

  /** Reads what it prints, to its end. */
  static Outcome outcome(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out);
  }
}

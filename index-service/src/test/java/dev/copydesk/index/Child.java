package dev.copydesk.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The index service in a JVM of its own, for the parent to kill; closed, it is killed. */
record Child(Process process, Path log) implements AutoCloseable {

  private static final int LINES = 30;

  /**
   * @param main takes TARGET PLACE BROKERS REGISTRY PREFIX PARTITIONS and what is said here
   */
  static Child start(Class<?> main, IndexRig rig, String target, String said) throws IOException {
    Path log = rig.folder().resolve("log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // What the JVM itself has to say it would say where the parent listens.
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(
        List.of(
            target,
            rig.place(target),
            rig.kafka().bootstrapServers(),
            rig.kafka().schemaRegistry().toString(),
            rig.kafka().topics().prefix(),
            Integer.toString(rig.kafka().topics().enriched().partitions()),
            said));
    return new Child(
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start(), log);
  }

  /** The first line from now on that is so; null where it ends without. */
  @Nullable String line(Predicate<String> wanted) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !wanted.test(line)) {
      line = lines.readLine();
    }
    return line;
  }

  void await(String word) throws IOException {
    assertThat(line(word::equals)).as(this::said).isEqualTo(word);
  }

  /** Lets it live for so long, and then no longer. */
  void killAfter(long millis) throws InterruptedException {
    // How long a process lives is the choice that is tested; nothing waits for a state here.
    var _ = process.waitFor(millis, TimeUnit.MILLISECONDS);
    close();
  }

  void awaitEnd(long seconds) throws InterruptedException {
    assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as(this::said).isTrue();
    assertThat(process.exitValue()).as(this::said).isZero();
  }

  /** The last of what all children of this rig said. */
  String said() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}

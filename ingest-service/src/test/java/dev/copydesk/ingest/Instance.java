package dev.copydesk.ingest;

import dev.copydesk.ingest.publish.Step;
import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * An instance of ingest with a name and a state folder that outlive its processes. The next process
 * is always started ahead, so that a kill costs the time of a restart alone.
 */
final class Instance implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final String name;
  private final Path home;
  private final List<String> command;
  private Process next;
  private Process current;

  Instance(String name, Path home, Path folder, Cluster cluster, Topics topics, int partitions)
      throws IOException {
    this.name = name;
    this.home = Files.createDirectories(home);
    Files.createDirectories(home.resolve("tmp"));
    this.command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            // What the JVM itself has to say it would say where the parent listens.
            "-Xlog:disable",
            "-Dlog4j2.level=INFO",
            // RocksDB leaves its library there when it is killed.
            "-Djava.io.tmpdir=" + home.resolve("tmp"),
            "-cp",
            System.getProperty("java.class.path"),
            IngestChild.class.getName(),
            folder.toString(),
            state().toString(),
            name,
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            topics.prefix(),
            Integer.toString(partitions));
    this.current = launch();
    this.next = launch();
  }

  private Process launch() throws IOException {
    return new ProcessBuilder(command)
        .redirectError(Redirect.appendTo(log().toFile()))
        .redirectInput(Redirect.PIPE)
        .start();
  }

  String name() {
    return name;
  }

  Path state() {
    return home.resolve("state");
  }

  /** What the processes have logged. */
  Path log() {
    return home.resolve("log");
  }

  /** Runs and halts at the nth time that the step is reached. */
  void runTo(Step step, int nth) throws IOException {
    tell("run " + step + " " + nth);
  }

  void run() throws IOException {
    tell("run");
  }

  /** Lets a process that has halted at its step go on. */
  void proceed() throws IOException {
    tell("go");
  }

  private void tell(String line) throws IOException {
    BufferedWriter to = current.outputWriter();
    to.write(line + "\n");
    to.flush();
  }

  /** Waits until the process halts at its step. */
  void awaitReached() throws InterruptedException {
    BufferedReader from = current.inputReader();
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return String.valueOf(from.readLine());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            // Of the common pool there may be but one thread, and another instance is waited for.
            reader -> Thread.ofVirtual().start(reader));
    try {
      String said = line.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!said.equals("reached")) {
        throw new IllegalStateException(name + " said " + said + ": " + tail());
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + " does not reach its step: " + tail(), e);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** SIGKILL; the next process is there, but does not run the service yet. */
  void kill() throws IOException, InterruptedException {
    current.destroyForcibly().waitFor();
    // The next process has unpacked nothing yet: it does so when it runs.
    try (Stream<Path> left = Files.list(home.resolve("tmp"))) {
      left.map(Path::toFile).forEach(File::delete);
    }
    current = next;
    next = launch();
  }

  /** SIGSTOP or SIGCONT, as a machine that stalls. */
  void signal(String signal) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + signal, Long.toString(current.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + signal + " ended with " + status);
    }
  }

  /** As if the disk were a new one. */
  void loseState() throws IOException {
    if (Files.exists(state())) {
      try (Stream<Path> files = Files.walk(state())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Ends in order. */
  void stop() throws IOException, InterruptedException {
    tell("stop");
    if (!current.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(name + " does not stop: " + tail());
    }
    current = next;
    next = launch();
  }

  @Override
  public void close() {
    current.destroyForcibly();
    next.destroyForcibly();
  }
}

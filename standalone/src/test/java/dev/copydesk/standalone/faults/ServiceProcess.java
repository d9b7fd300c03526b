package dev.copydesk.standalone.faults;

import static org.awaitility.Awaitility.await;

import dev.copydesk.embedded.Ports;
import dev.copydesk.standalone.CommandCall;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.IndexClient;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service as operators run it: a process of its own, which ends with the test's JVM. */
final class ServiceProcess implements AutoCloseable {

  /** Ends a child with its parent, however that ends. */
  private static final String LEASH = "dev.copydesk.embedded.Leash";

  /** As much as the launcher gives. */
  private static final String MOST_HEAP = "-Xmx768m";

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int TAIL_LINES = 30;

  private final String service;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment;
  private final Path log;
  private final int port = Ports.free();
  private Build build;
  private @Nullable Process process;

  /**
   * @param service name of the command
   * @param settings by key, without the port of its own
   * @param environment besides this process's
   */
  ServiceProcess(
      String service,
      Map<String, String> settings,
      Map<String, String> environment,
      Path log,
      Build build) {
    this.service = service;
    this.build = build;
    this.environment = environment;
    this.log = log;
    arguments.addAll(
        List.of(MOST_HEAP, LEASH, CommandCall.MAIN, service, "--http-port", "" + port));
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
  }

  /** Where health, metrics and, of the index, the search are. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The next start is one of this build. */
  void runsFromNowOn(Build build) {
    this.build = build;
  }

  /** Starts it and does not wait until it is ready. */
  void start() {
    try {
      ProcessBuilder java =
          CommandCall.java(build.classPath(), arguments)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()));
      java.environment().putAll(environment);
      process = java.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitReady() {
    await(service + " is ready")
        .atMost(PATIENCE)
        .ignoreException(CommandFailure.class)
        .until(
            () -> {
              requireAlive();
              return troubles().isEmpty();
            });
  }

  /** What keeps it from being ready; it must answer. */
  List<String> troubles() {
    try (IndexClient client = new IndexClient(url())) {
      return client.troubles();
    }
  }

  /**
   * A service waits trouble out: none ends one.
   *
   * @throws IllegalStateException if it has ended
   */
  void requireAlive() {
    if (!running().isAlive()) {
      throw new IllegalStateException(
          "%s has ended with status %d:%n%s".formatted(service, running().exitValue(), tail()));
    }
  }

  ProcessHandle handle() {
    return running().toHandle();
  }

  String service() {
    return service;
  }

  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** SIGSTOP or SIGCONT, as a machine that stalls. */
  void signal(String signal) throws IOException, InterruptedException {
    SystemCommand.run("kill", "-" + signal, Long.toString(running().pid()));
  }

  /** SIGTERM, and by force where that does not do. */
  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new IllegalStateException(service + " does not stop:\n" + tail());
      }
    }
  }

  private Process running() {
    return Objects.requireNonNull(process, "not started");
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }
}

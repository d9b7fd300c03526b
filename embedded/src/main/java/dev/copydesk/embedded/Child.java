package dev.copydesk.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child JVM on a {@link Leash}. */
final class Child implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final int TAIL_BYTES = 2_000;
  private static final long POLL_MILLIS = 50;

  // Ctrl-C reaches the whole process group, but the parent stops its services before their broker.
  // HotSpot leaves alone a signal that was ignored when it started.
  private static final List<String> DEAF_TO_CTRL_C =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private final String name;
  private final Process process;
  private final Path log;
  private final Path output;
  private final Optional<Path> cache;
  private final CompletableFuture<NodeExit> exit;
  private volatile boolean asked;

  private Child(String name, Process process, Path log, Path output, Optional<Path> cache) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.output = output;
    this.cache = cache;
    this.exit =
        process
            .onExit()
            .thenApply(ended -> new NodeExit(name, ended.exitValue(), asked, log, tail()));
  }

  /**
   * Starts a child, once its predecessor in the same folder has ended.
   *
   * @param name of the node: its folder below the data folder, and its log files
   * @param jvm options of the child JVM
   * @param main main class and arguments
   */
  static Child start(
      String name, NodeSettings settings, List<String> jvm, String classPath, List<String> main) {
    var home = settings.data().resolve(name);
    var logs = settings.data().resolve("logs");
    var output = logs.resolve(name + ".out");
    var java = new ArrayList<String>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.add("-Xmx" + settings.heapMegabytes() + "m");
    java.add("-XX:+ExitOnOutOfMemoryError");
    java.add("-Djava.awt.headless=true");
    java.addAll(jvm);
    java.addAll(List.of("-cp", classPath));
    try {
      Files.createDirectories(home);
      Files.createDirectories(logs);
      var pidFile = new PidFile(home.resolve("node.pid"));
      pidFile.awaitEndOfPredecessor(name, settings.data(), GRACE);
      if (!Ports.isFree(settings.port())) {
        throw new NodeFailure(
            "port %d, meant for %s, is in use: stop what listens there, or choose another port"
                .formatted(settings.port(), name));
      }
      var command = new ArrayList<>(DEAF_TO_CTRL_C);
      command.addAll(java);
      command.addAll(settings.aot().options(name, java));
      command.add(Leash.class.getName());
      command.addAll(main);
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      pidFile.write(process.toHandle());
      LOG.info("node.started name={} pid={} port={}", name, process.pid(), settings.port());
      var cache = settings.aot().cache(name).filter(Files::exists);
      return new Child(name, process, log(settings.data(), name), output, cache);
    } catch (IOException failure) {
      throw new NodeFailure("cannot start " + name + " in " + home + ": " + failure, failure);
    }
  }

  static Path log(Path data, String name) {
    return data.resolve("logs").resolve(name + ".log");
  }

  /** Returns when {@code ready} does; ends the child and throws where that takes too long. */
  void awaitReady(Duration patience, BooleanSupplier ready) {
    var begin = System.nanoTime();
    while (!ready.getAsBoolean()) {
      if (exit.isDone()) {
        throw new NodeFailure(
            "%s ended with status %d while starting; see %s%n%s"
                .formatted(name, exit.join().status(), log, exit.join().tail()));
      }
      if (System.nanoTime() - begin > patience.toNanos()) {
        var tail = tail();
        close();
        throw new NodeFailure(
            "%s did not answer within %d s; if the machine is busy with other things, try again when it is not; see %s%n%s"
                .formatted(name, patience.toSeconds(), log, tail));
      }
      pause();
    }
    var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    LOG.info("node.ready name={} ms={}", name, millis);
    cache
        .filter(file -> !Files.exists(file))
        .ifPresent(file -> LOG.warn("aot.refused jvm={} file={} log={}", name, file, output));
  }

  private void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new NodeFailure("interrupted while " + name + " was starting", interrupted);
    }
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<NodeExit> exit() {
    return exit.copy();
  }

  /** Asks the child to end, waits, and ends it by force where it does not. */
  @Override
  public void close() {
    asked = true;
    try {
      process.destroy();
      if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("node.killed name={} pid={} log={}", name, process.pid(), log);
        process.destroyForcibly().waitFor();
      }
      process.getOutputStream().close();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException alreadyClosed) {
      LOG.debug("node.pipe name={}", name, alreadyClosed);
    }
    LOG.info("node.stopped name={}", name);
  }

  private String tail() {
    return (tail(log) + tail(output)).strip();
  }

  private static String tail(Path file) {
    if (!Files.isReadable(file)) {
      return "";
    }
    try (var channel = Files.newByteChannel(file)) {
      var begin = Math.max(0, channel.size() - TAIL_BYTES);
      channel.position(begin);
      var bytes = ByteBuffer.allocate(TAIL_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // A read may stop short of the end.
      }
      var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      var wholeLines = begin == 0 ? text : text.substring(text.indexOf('\n') + 1);
      return wholeLines + "\n";
    } catch (IOException unreadable) {
      return unreadable + "\n";
    }
  }
}

package dev.copydesk.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM did while it ran, to make an AOT cache of.
 *
 * @param command the Java, its options and its class path, without a main class
 * @param configuration the recording, which Java writes when the JVM ends
 * @param cache what is made of it
 */
record AotRecording(String jvm, List<String> command, Path configuration, Path cache) {

  private static final Logger LOG = LoggerFactory.getLogger(AotRecording.class);

  /** Starts to make the cache, beside its place; nothing where the JVM left no recording. */
  Optional<Writing> begin() {
    if (!Files.isReadable(configuration)) {
      LOG.warn("aot.not-recorded jvm={}", jvm);
      return Optional.empty();
    }
    var made = cache.resolveSibling("%s-%d.aotnew".formatted(jvm, ProcessHandle.current().pid()));
    var create = new ArrayList<>(command.subList(0, 1));
    create.add("-XX:AOTMode=create");
    create.add("-XX:AOTConfiguration=" + configuration);
    create.add("-XX:AOTCache=" + made);
    // Each class that cannot be kept is a warning otherwise.
    create.add("-Xlog:aot*=error");
    create.addAll(command.subList(1, command.size()));
    try {
      var process =
          new ProcessBuilder(create)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Optional.of(new Writing(this, made, process, System.nanoTime()));
    } catch (IOException failure) {
      LOG.warn("aot.not-written jvm={} why={}", jvm, failure.toString());
      remove(configuration);
      return Optional.empty();
    }
  }

  private void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException denied) {
      LOG.warn("aot.not-removed path={} why={}", file, denied.toString());
    }
  }

  /** A cache in the making. */
  record Writing(AotRecording of, Path made, Process process, long begin) {

    /** Waits for it and puts it into its place, or ends it where it takes too long. */
    void await(Duration patience) {
      try {
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
            && process.exitValue() == 0) {
          Files.move(made, of.cache(), StandardCopyOption.ATOMIC_MOVE);
          LOG.info(
              "aot.written jvm={} file={} bytes={} ms={}",
              of.jvm(),
              of.cache(),
              Files.size(of.cache()),
              TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        } else {
          LOG.warn(
              "aot.not-written jvm={} why={}",
              of.jvm(),
              process.isAlive() ? "took too long" : "status " + process.exitValue());
        }
      } catch (IOException failure) {
        LOG.warn("aot.not-written jvm={} why={}", of.jvm(), failure.toString());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } finally {
        process.destroyForcibly();
        of.remove(made);
        of.remove(of.configuration());
      }
    }
  }
}

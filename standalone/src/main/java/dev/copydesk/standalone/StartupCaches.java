package dev.copydesk.standalone;

import dev.copydesk.embedded.AotCaches;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AOT caches that this JVM and its children start from. The launcher names their folder and
 * starts this JVM from its cache, or has it recorded; the rest is done here.
 */
final class StartupCaches {

  private static final Logger LOG = LoggerFactory.getLogger(StartupCaches.class);

  /** The property by which the launcher names the folder. */
  static final String FOLDER = "copydesk.aot";

  private static final String JVM = "copydesk";
  private static final String CACHE = "-XX:AOTCache=";
  private static final String CONFIGURATION = "-XX:AOTConfiguration=";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AotCaches caches;
  private final State state;
  private final Optional<Path> configuration;

  private StartupCaches(AotCaches caches, State state, Optional<Path> configuration) {
    this.caches = caches;
    this.state = state;
    this.configuration = configuration;
  }

  /** How this JVM was started. */
  enum State {
    /** From no cache, and it is not recorded either. */
    OFF,
    /** From its cache. */
    USED,
    /** Java did not take the cache: damaged, or made with other options. */
    REFUSED,
    /** From none, and recorded to make one. */
    RECORDED;

    /**
     * @param arguments of the JVM
     * @param info what it says of itself in {@code java.vm.info}
     */
    static State of(List<String> arguments, String info) {
      if (argument(arguments, CACHE).isPresent()) {
        return info.contains("sharing") ? USED : REFUSED;
      }
      return arguments.contains("-XX:AOTMode=record") ? RECORDED : OFF;
    }
  }

  /** As the launcher has it. */
  static StartupCaches ofThisJvm() {
    String folder = System.getProperty(FOLDER);
    if (folder == null) {
      return new StartupCaches(AotCaches.none(), State.OFF, Optional.empty());
    }
    List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    StartupCaches caches =
        new StartupCaches(
            AotCaches.in(Path.of(folder)),
            State.of(arguments, System.getProperty("java.vm.info", "")),
            argument(arguments, CONFIGURATION).map(Path::of));
    caches.begin(arguments);
    return caches;
  }

  /** For the children. */
  AotCaches caches() {
    return caches;
  }

  private void begin(List<String> arguments) {
    Path cache = caches.cache(JVM).orElseThrow();
    switch (state) {
      case OFF ->
          LOG.info(
              "aot.off jvm={} folder={} why=not writable or not to be recorded",
              JVM,
              cache.getParent());
      case USED -> LOG.info("aot.used jvm={} file={}", JVM, cache);
      case REFUSED -> {
        LOG.warn("aot.refused jvm={} file={} why=damaged or other options", JVM, cache);
        try {
          // So that the next run makes a new one.
          Files.deleteIfExists(cache);
        } catch (IOException denied) {
          LOG.warn("aot.not-removed path={} why={}", cache, denied.toString());
        }
      }
      case RECORDED -> {
        LOG.info("aot.recording jvm={} folder={}", JVM, cache.getParent());
        caches.recorded(JVM, command(arguments), configuration.orElseThrow());
      }
    }
    caches.removeStale();
  }

  /** This JVM again, without what is said of its own cache. */
  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.stream()
        .filter(argument -> !argument.startsWith("-XX:AOT") && !argument.startsWith("-Xlog:"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /**
   * Makes caches of what was recorded; to be called when everything has stopped, while this JVM
   * ends.
   *
   * @param well whether the run is worth it: it was ready, and no part of it failed
   */
  void end(boolean well, PrintWriter err) {
    if (state == State.RECORDED) {
      // Java says there that it wrote the recording; closing connects it to nothing.
      System.out.close();
    }
    if (!well || !caches.isRecording()) {
      return;
    }
    err.println("copydesk: writing caches that make the next start fast; Ctrl-C leaves them");
    err.flush();
    if (state == State.RECORDED) {
      endRecording();
    }
    caches.write(PATIENCE);
  }

  private static void endRecording() {
    try {
      Object _ =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "aotEndRecording",
                  null,
                  null);
    } catch (JMException unknown) {
      LOG.warn("aot.not-recorded jvm={} why={}", JVM, unknown.toString());
    }
  }

  private static Optional<String> argument(List<String> arguments, String beginning) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(beginning))
        .map(argument -> argument.substring(beginning.length()))
        .findFirst();
  }
}

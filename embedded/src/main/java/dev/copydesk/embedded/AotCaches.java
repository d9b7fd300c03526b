package dev.copydesk.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AOT caches (JEP 483, 514 and 515) that JVMs start from: their classes loaded and linked, and
 * which methods are hot.
 *
 * <p>They lie in a folder named {@code JAVA-JARS}, check sums of the Java and of the jars that they
 * hold for, one file for each JVM by its name. A JVM that has none is recorded while it runs, and
 * {@link #write} makes one of each recording when the JVMs have ended.
 */
public final class AotCaches {

  private static final Logger LOG = LoggerFactory.getLogger(AotCaches.class);
  private static final Pattern KEY = Pattern.compile("(\\d{1,10})-(\\d{1,10})");
  private static final Pattern LEFT = Pattern.compile(".*-(\\d{1,10})\\.aot(conf|new)");

  private final Optional<Path> folder;
  private final List<AotRecording> recordings = new CopyOnWriteArrayList<>();

  private AotCaches(Optional<Path> folder) {
    this.folder = folder;
  }

  /** Uses none and records nothing. */
  public static AotCaches none() {
    return new AotCaches(Optional.empty());
  }

  /**
   * @param folder of the Java and the jars that run; need not exist, nor be writable
   */
  public static AotCaches in(Path folder) {
    return new AotCaches(Optional.of(folder.toAbsolutePath().normalize()));
  }

  /** Where the cache of a JVM lies, or is to lie. */
  public Optional<Path> cache(String jvm) {
    return folder.map(known -> known.resolve(jvm + ".aot"));
  }

  /**
   * What a JVM is to be started with besides.
   *
   * @param command the Java, its options and its class path, without a main class
   */
  List<String> options(String jvm, List<String> command) {
    if (folder.isEmpty()) {
      return List.of();
    }
    var cache = cache(jvm).orElseThrow();
    if (Files.isReadable(cache)) {
      return List.of(
          "-XX:AOTCache=" + cache,
          // A damaged one would be mapped as it is, and Java fall over it.
          "-XX:+VerifySharedSpaces",
          "-D" + Leash.AOT_CACHE + "=" + cache);
    }
    if (!Files.isWritable(folder.get())) {
      return List.of();
    }
    var configuration =
        folder.get().resolve("%s-%d.aotconf".formatted(jvm, ProcessHandle.current().pid()));
    recorded(jvm, command, configuration);
    return List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration);
  }

  /**
   * Remembers that a JVM is being recorded.
   *
   * @param command the Java, its options and its class path, without a main class
   * @param configuration where its recording lies when it has ended
   */
  public void recorded(String jvm, List<String> command, Path configuration) {
    cache(jvm)
        .ifPresent(cache -> recordings.add(new AotRecording(jvm, command, configuration, cache)));
  }

  /** Whether there is a recording to make a cache of, once the JVMs have ended. */
  public boolean isRecording() {
    return !recordings.isEmpty();
  }

  /**
   * Makes a cache of each recording, all at once, and removes the recordings. What does not work is
   * logged: the next run is recorded again.
   *
   * @param patience for all of them together
   */
  public void write(Duration patience) {
    var begin = System.nanoTime();
    var writings = new ArrayList<AotRecording.Writing>();
    for (var recording : recordings) {
      recording.begin().ifPresent(writings::add);
    }
    for (var writing : writings) {
      writing.await(patience.minusNanos(System.nanoTime() - begin));
    }
    recordings.clear();
  }

  /**
   * Removes caches beside, which were made for another Java or other jars, and what runs that were
   * killed left behind.
   */
  public void removeStale() {
    if (folder.isEmpty()) {
      return;
    }
    for (var stale : stale()) {
      LOG.info("aot.stale folder={} changed={}", stale.folder(), stale.changed());
      remove(stale.folder());
    }
    list(folder.get()).filter(AotCaches::isLeftBehind).forEach(AotCaches::remove);
  }

  /**
   * A folder of caches for something else.
   *
   * @param changed what is another now: {@code java}, {@code jars} or both
   */
  record Stale(Path folder, String changed) {}

  List<Stale> stale() {
    var stale = new ArrayList<Stale>();
    folder.ifPresent(
        current ->
            list(current.resolveSibling(""))
                .sorted()
                .forEach(other -> compare(other, current).ifPresent(stale::add)));
    return stale;
  }

  private static Optional<Stale> compare(Path other, Path current) {
    var theirs = KEY.matcher(other.getFileName().toString());
    var ours = KEY.matcher(current.getFileName().toString());
    if (!theirs.matches() || !ours.matches() || !Files.isDirectory(other)) {
      return Optional.empty();
    }
    var java = theirs.group(1).equals(ours.group(1)) ? "" : "java";
    var jars = theirs.group(2).equals(ours.group(2)) ? "" : "jars";
    var changed = java.isEmpty() || jars.isEmpty() ? java + jars : java + "," + jars;
    return changed.isEmpty() ? Optional.empty() : Optional.of(new Stale(other, changed));
  }

  /** Of a process that is no more. */
  private static boolean isLeftBehind(Path file) {
    var name = LEFT.matcher(file.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static Stream<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var all = Files.list(folder)) {
      return all.toList().stream();
    } catch (IOException unreadable) {
      LOG.warn("aot.unreadable folder={} why={}", folder, unreadable.toString());
      return Stream.empty();
    }
  }

  private static void remove(Path path) {
    try {
      list(path).forEach(AotCaches::remove);
      Files.deleteIfExists(path);
    } catch (IOException denied) {
      LOG.warn("aot.not-removed path={} why={}", path, denied.toString());
    }
  }
}

package dev.copydesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child is recorded, then starts from its cache, and without it where that is damaged. */
final class AotCacheOfChildTest {

  private static final String NAME = "small";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path work;

  @Test
  void theSecondStartUsesWhatTheFirstRecorded() throws IOException {
    var folder = Files.createDirectories(work.resolve("11-22"));
    var jar = jar(Leash.class, Small.class);
    var cache = folder.resolve(NAME + ".aot");

    var caches = AotCaches.in(folder);
    assertThat(run(caches, jar)).doesNotContain("sharing");
    caches.write(PATIENCE);
    assertThat(Files.list(folder)).containsExactly(cache);

    assertThat(run(AotCaches.in(folder), jar)).contains("sharing").contains(cache.toString());

    damage(cache);
    assertThat(run(AotCaches.in(folder), jar)).doesNotContain("sharing");
    assertThat(cache).doesNotExist();
  }

  /** What the child says of itself. */
  private String run(AotCaches caches, Path jar) throws IOException {
    var said = work.resolve("said");
    Files.deleteIfExists(said);
    var settings = new NodeSettings(work.resolve("data"), Ports.free(), 128, PATIENCE, caches);
    try (var child =
        Child.start(
            NAME,
            settings,
            List.of("-XX:+UseSerialGC"),
            jar.toString(),
            List.of(Small.class.getName(), said.toString()))) {
      child.awaitReady(PATIENCE, () -> Files.exists(said));
    }
    return Files.readString(said);
  }

  private Path jar(Class<?>... classes) throws IOException {
    var jar = work.resolve("small.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var each : classes) {
        var name = each.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (var bytes = each.getClassLoader().getResourceAsStream(name)) {
          bytes.transferTo(out);
        }
      }
    }
    return jar;
  }

  /** In the middle, where nothing but a check sum tells. */
  private static void damage(Path cache) throws IOException {
    try (var channel = FileChannel.open(cache, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[100_000]), channel.size() / 2);
    }
  }

  /** Says how it was started, and waits to be ended. */
  static final class Small {

    private Small() {}

    public static void main(String[] arguments) throws Exception {
      var file = Path.of(arguments[0]);
      var unseen = file.resolveSibling("saying");
      Files.writeString(
          unseen, System.getProperty("java.vm.info") + " " + System.getProperty(Leash.AOT_CACHE));
      Files.move(unseen, file);
      Thread.currentThread().join();
    }
  }
}

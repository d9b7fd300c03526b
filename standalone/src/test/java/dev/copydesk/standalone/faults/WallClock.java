package dev.copydesk.standalone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * The time of day as some processes see it, which a test may change while they run. Durations are
 * measured by another clock, which is left alone, as on a machine whose time somebody sets. Files
 * bear the time of whoever wrote them.
 *
 * <p>libfaketime does the same, but has every thread of a JVM that waits with a limit wait in a
 * loop.
 */
final class WallClock {

  private final Path library;
  private final Path ahead;

  private WallClock(Path library, Path ahead) {
    this.library = library;
    this.ahead = ahead;
  }

  /**
   * A clock that is right as yet.
   *
   * @param folder where it keeps its offset, and what is preloaded
   * @throws IOException if there is no C compiler
   */
  static WallClock in(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("wallclock.c");
    Path library = folder.resolve("wallclock.so");
    try (InputStream text = WallClock.class.getResourceAsStream("wallclock.c")) {
      Files.copy(Objects.requireNonNull(text), source);
    }
    SystemCommand.run(
        "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl");
    WallClock clock = new WallClock(library, folder.resolve("wallclock"));
    clock.set(Duration.ZERO);
    return clock;
  }

  /** What makes a process see this clock. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "WALL_CLOCK", ahead.toString());
  }

  /**
   * Processes see it at once.
   *
   * @param ahead of the machine's clock
   */
  void set(Duration ahead) throws IOException {
    ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    // In place: the file is mapped into their memory.
    try (FileChannel file =
        FileChannel.open(this.ahead, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(seconds.putLong(0, ahead.toSeconds()), 0);
    }
  }
}

package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.testkit.EmbeddedBroker;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Disks are full while files are dropped, and then there is room again: those of one broker, or of
 * all three, which Kafka ends where they cannot write; and the one on which the services keep their
 * state.
 *
 * <p>Needs the right to mount a small file system; elsewhere it is skipped.
 */
@Tag("faults")
final class FullDiskTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration FULL = Duration.ofSeconds(10);
  private static final String DISK = "size=400m";

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void ofBrokersLosesNothing(int full, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    assumeMayMount();
    List<EmbeddedBroker> small = new ArrayList<>();
    try (Trial trial = new Trial(home, random);
        // Closed first: nothing can be deleted of what is mounted.
        AutoCloseable _ = () -> unmount(small)) {
      for (EmbeddedBroker broker : trial.desk().cluster().brokers().subList(0, full)) {
        moveToSmallDisk(broker);
        small.add(broker);
        trial.desk().awaitInSync();
      }
      trial.harmAmidTraffic(
          "full disks of %d of three brokers, seed=%d".formatted(full, seed),
          () -> {
            for (EmbeddedBroker broker : small) {
              fill(filler(broker.folder()));
            }
            await("brokers end")
                .atMost(PATIENCE)
                .until(() -> small.stream().allMatch(EmbeddedBroker::hasEnded));
            Pause.of(FULL);
            for (EmbeddedBroker broker : small) {
              Files.delete(filler(broker.folder()));
              broker.kill();
            }
            trial.desk().cluster().startBroker();
          });
    }
  }

  @Test
  void ofServicesLosesNothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    assumeMayMount();
    Path disk = Files.createDirectory(home.resolve(Desk.STATE));
    mount(disk);
    try (Trial trial = new Trial(home, random)) {
      trial.harmAmidTraffic(
          "full disk of the services, seed=%d".formatted(seed),
          () -> {
            fill(filler(disk));
            Pause.of(FULL);
            Files.delete(filler(disk));
          });
    } finally {
      SystemCommand.run("umount", disk.toString());
    }
  }

  private static void assumeMayMount() {
    assumeThat(System.getProperty("os.name")).as("system, for its mounts").isEqualTo("Linux");
    assumeThat(System.getProperty("user.name")).as("user, who may mount").isEqualTo("root");
  }

  private static void mount(Path folder) throws Exception {
    SystemCommand.run("mount", "-t", "tmpfs", "-o", DISK, "tmpfs", folder.toString());
  }

  private static void moveToSmallDisk(EmbeddedBroker broker) throws Exception {
    broker.stop();
    Path folder = broker.folder();
    Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
    Files.move(folder, aside);
    Files.createDirectory(folder);
    mount(folder);
    SystemCommand.run("cp", "-a", aside + "/.", folder.toString());
    broker.start();
  }

  private static void unmount(List<EmbeddedBroker> brokers) throws Exception {
    for (EmbeddedBroker broker : brokers) {
      broker.kill();
      SystemCommand.run("umount", broker.folder().toString());
    }
  }

  private static Path filler(Path disk) {
    return disk.resolve("filler");
  }

  /** Until nothing more goes in. */
  private static void fill(Path filler) {
    byte[] zeros = new byte[64 * 1024];
    try (OutputStream out = new FileOutputStream(filler.toFile())) {
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("space")) {
        throw new IllegalStateException(full);
      }
    }
  }
}

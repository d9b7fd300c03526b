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
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disks of one broker, or of all three, are full while files are dropped: Kafka ends a broker
 * that cannot write. Then there is room again.
 *
 * <p>Needs the right to mount a small file system; elsewhere it is skipped.
 */
@Tag("faults")
final class BrokerDiskTest {

  private static final Duration PACE = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String DISK = "size=400m";

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void nothingIsLostWhenItIsFull(int full, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    assumeThat(System.getProperty("os.name")).as("system, for its mounts").isEqualTo("Linux");
    assumeThat(System.getProperty("user.name")).as("user, who may mount").isEqualTo("root");
    System.out.printf("broker disks: full=%d seed=%d home=%s%n", full, seed, home);
    List<EmbeddedBroker> small = new ArrayList<>();
    try (Trial trial = new Trial(home, random);
        // Closed first: nothing can be deleted of what is mounted.
        AutoCloseable _ = () -> unmount(small)) {
      List<EmbeddedBroker> brokers = trial.desk().cluster().brokers().subList(0, full);
      for (EmbeddedBroker broker : brokers) {
        moveToSmallDisk(broker);
        small.add(broker);
        trial.desk().awaitInSync();
      }
      Duration recovery;
      try (Flow flow = new Flow(trial.traffic(), PACE)) {
        trial.recovery();
        for (EmbeddedBroker broker : brokers) {
          fill(filler(broker));
        }
        await("brokers end")
            .atMost(PATIENCE)
            .until(() -> brokers.stream().allMatch(EmbeddedBroker::hasEnded));
        Pause.of(Duration.ofSeconds(10));
        for (EmbeddedBroker broker : brokers) {
          Files.delete(filler(broker));
          broker.kill();
        }
        trial.desk().cluster().startBroker();
        recovery = trial.recovery();
        flow.requireRunning();
      }
      List<Input> inputs = trial.traffic().inputs();
      Sight sight = trial.awaitEnds(inputs);
      System.out.printf(
          "broker disks: full=%d inputs=%d lost=%d duplicated=%d recovery=%s%n",
          full,
          inputs.size(),
          sight.lost(inputs).size(),
          sight.duplicated(inputs).size(),
          recovery);
      trial.judge(sight, inputs);
    }
  }

  private static void moveToSmallDisk(EmbeddedBroker broker) throws Exception {
    broker.stop();
    Path folder = broker.folder();
    Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
    Files.move(folder, aside);
    Files.createDirectory(folder);
    SystemCommand.run("mount", "-t", "tmpfs", "-o", DISK, "tmpfs", folder.toString());
    SystemCommand.run("cp", "-a", aside + "/.", folder.toString());
    broker.start();
  }

  private static void unmount(List<EmbeddedBroker> brokers) throws Exception {
    for (EmbeddedBroker broker : brokers) {
      broker.kill();
      SystemCommand.run("umount", broker.folder().toString());
    }
  }

  private static Path filler(EmbeddedBroker broker) {
    return broker.folder().resolve("filler");
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

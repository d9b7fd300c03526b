package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the services' machine is set by an hour while files are dropped. */
@Tag("faults")
final class ClockTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void nothingIsLostWhenItIsSetAhead(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    setAmidTraffic(home, HOUR, services -> Pause.of(Duration.ofSeconds(15)));
  }

  /** Each says so, and is restarted, as Kubernetes would. */
  @Test
  void nothingIsLostWhenItIsSetBackAndServicesAreRestarted(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
    setAmidTraffic(
        home,
        HOUR.negated(),
        services -> {
          for (ServiceProcess service : services) {
            await(service.service() + " tells that its clock was set back")
                .atMost(PATIENCE)
                .until(() -> service.troubles().toString().contains("set back"));
            // One that waits by the clock may not end in order.
            service.kill();
            service.start();
          }
        });
  }

  @FunctionalInterface
  private interface Remedy {
    void apply(List<ServiceProcess> services) throws Exception;
  }

  private void setAmidTraffic(Path home, Duration ahead, Remedy remedy) throws Exception {
    assumeThat(System.getProperty("os.name"))
        .as("system, for what is preloaded")
        .isEqualTo("Linux");
    assumeThat(System.getenv("PATH").split(":", -1))
        .as("folders of commands, one with a C compiler")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
    WallClock clock = WallClock.in(home);
    System.out.printf("clock: seed=%d home=%s%n", seed, home);
    try (Trial trial = new Trial(home, random, clock.environment())) {
      trial.harmAmidTraffic(
          "clock %s ahead, seed=%d".formatted(ahead, seed),
          () -> {
            clock.set(ahead);
            remedy.apply(trial.desk().services());
          });
      trial.desk().services().forEach(ServiceProcess::awaitReady);
    }
  }
}

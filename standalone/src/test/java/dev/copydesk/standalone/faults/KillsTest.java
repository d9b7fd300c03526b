package dev.copydesk.standalone.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services are killed at random moments, 200 times ({@code -Dcopydesk.kills=N}), amid their start
 * too, and each is started again at once.
 */
@Tag("faults")
final class KillsTest {

  private static final Duration PACE = Duration.ofMillis(150);
  private static final int LONGEST_PAUSE_MILLIS = 8_000;

  /** After so many kills all is let come up, to see that it does. */
  private static final int ROUND = 10;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void losesNothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
    System.out.printf("kills: seed=%d home=%s%n", seed, home);
    Map<String, Integer> killed = new TreeMap<>();
    try (Trial trial = new Trial(home, random)) {
      try (Flow flow = new Flow(trial.traffic(), PACE)) {
        for (int i = 1; i <= Integer.getInteger("copydesk.kills", 200); i++) {
          Pause.of(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
          List<ServiceProcess> services = trial.desk().services();
          ServiceProcess service = services.get(random.nextInt(services.size()));
          service.kill();
          service.start();
          killed.merge(service.service(), 1, Integer::sum);
          if (i % ROUND == 0) {
            trial.traffic().settle();
            System.out.printf(
                "kills: %s inputs=%d recovery=%s%n",
                killed, trial.traffic().inputs().size(), trial.recovery());
          }
        }
        flow.requireRunning();
      }
      List<Input> inputs = trial.traffic().inputs();
      Sight sight = trial.awaitEnds(inputs);
      System.out.printf(
          "kills: seed=%d %s inputs=%d lost=%d duplicated=%d%n",
          seed, killed, inputs.size(), sight.lost(inputs).size(), sight.duplicated(inputs).size());
      trial.judge(sight, inputs);
    }
  }
}

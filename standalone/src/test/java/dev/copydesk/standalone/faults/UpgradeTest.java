package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services of an earlier build, of {@code -Dcopydesk.previous=LIB}, are replaced by this one's
 * while files are dropped, one after the other, and then the other way round, as whoever regrets an
 * upgrade does. Of ingest and enrich both builds share the work for a while.
 */
@Tag("faults")
final class UpgradeTest {

  private static final Duration SIDE_BY_SIDE = Duration.ofSeconds(20);

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void losesNothingForwardAndBack(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home)
      throws Exception {
    String jars = System.getProperty("copydesk.previous");
    assumeThat(jars)
        .as("-Dcopydesk.previous, the folder lib of an earlier build's distribution")
        .isNotNull();
    Build previous = Build.of(Path.of(jars));
    System.out.printf("upgrade: seed=%d home=%s%n", seed, home);
    try (Trial trial = new Trial(home, random, previous)) {
      trial.harmAmidTraffic(
          "upgrade, forward and back, seed=%d".formatted(seed),
          () -> {
            replaceAll(trial, Build.own());
            System.out.printf("upgrade: forward, recovery=%s%n", trial.recovery());
            replaceAll(trial, previous);
          });
    }
  }

  private static void replaceAll(Trial trial, Build build) throws Exception {
    Desk desk = trial.desk();
    replaceBesideAnother(desk.ingest(), desk.ingest("b"), build);
    replaceBesideAnother(desk.enrich(), desk.enrich("b"), build);
    // Its folder is one process's alone.
    replace(desk.index(), build);
  }

  private static void replaceBesideAnother(
      ServiceProcess service, ServiceProcess another, Build build) throws Exception {
    another.runsFromNowOn(build);
    another.start();
    try (another) {
      another.awaitReady();
      Pause.of(SIDE_BY_SIDE);
      replace(service, build);
      Pause.of(SIDE_BY_SIDE);
    }
  }

  private static void replace(ServiceProcess service, Build build) throws InterruptedException {
    service.close();
    service.runsFromNowOn(build);
    service.start();
    service.awaitReady();
  }
}

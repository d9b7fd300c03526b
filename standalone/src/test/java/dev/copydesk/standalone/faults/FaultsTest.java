package dev.copydesk.standalone.faults;

import dev.copydesk.standalone.faults.FaultTable.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Breaks what Copydesk stands on while files are dropped, and judges after each fault.
 *
 * <p>The long form runs with the profile {@code faults}, {@code -Dcopydesk.runs=N} times a fault
 * (3), {@code -Dcopydesk.faults=NAME,NAME} some faults alone. {@code -Dcopydesk.seed=N} repeats a
 * run's choices, though not its timing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {

  private static final Duration PACE = Duration.ofMillis(150);

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final FaultTable table = new FaultTable();
  private Trial trial;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws IOException {
    System.out.printf("faults: seed=%d home=%s%n", seed, home);
    trial = new Trial(home, random);
  }

  @AfterAll
  void stop() throws InterruptedException {
    System.out.printf("faults: seed=%d%n%s", seed, table);
    trial.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"LEADER_KILLED", "ENRICH_KILLED", "NETWORK_CUT"})
  void aFewFaults(Fault fault) throws Exception {
    run(fault);
  }

  @Tag("faults")
  @ParameterizedTest
  @MethodSource("chosen")
  void everyFault(Fault fault) throws Exception {
    run(fault);
  }

  /** Each in turn, in another order every time: one may bare what the one before has left. */
  List<Fault> chosen() {
    String some = System.getProperty("copydesk.faults");
    List<Fault> chosen =
        some == null
            ? List.of(Fault.values())
            : Arrays.stream(some.split(",", -1)).map(Fault::valueOf).toList();
    List<Fault> all = new ArrayList<>();
    for (int i = 0; i < Integer.getInteger("copydesk.runs", 3); i++) {
      List<Fault> round = new ArrayList<>(chosen);
      Collections.shuffle(round, random);
      all.addAll(round);
    }
    return all;
  }

  private void run(Fault fault) throws Exception {
    Traffic traffic = trial.traffic();
    traffic.settle();
    int before = traffic.inputs().size();
    Duration recovery;
    try (Flow flow = new Flow(traffic, PACE)) {
      fault.strike(trial.desk(), random);
      recovery = trial.recovery();
      flow.requireRunning();
    }
    List<Input> all = traffic.inputs();
    List<Input> inputs = all.subList(before, all.size());
    Sight sight = trial.awaitEnds(inputs);
    Run run = new Run(sight.lost(inputs).size(), sight.duplicated(all).size(), recovery);
    System.out.printf("fault %s: inputs=%d %s%n", fault.name(), inputs.size(), run);
    table.add(fault, run);
    trial.judge(sight, inputs);
  }
}

package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.faults.FaultTable.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
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
 * Breaks what Copydesk stands on while files are dropped: each input ends exactly once as an
 * article that is found, as a dead letter, or in the receipt of a refused file, and every span of
 * an article reproduces its text.
 *
 * <p>The long form runs with the profile {@code faults}, {@code -Dcopydesk.runs=N} times a fault
 * (3), {@code -Dcopydesk.faults=NAME,NAME} some faults alone. {@code -Dcopydesk.seed=N} repeats a
 * run's choices, though not its timing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofMillis(50);
  private static final long PACE_MILLIS = 150;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final FaultTable table = new FaultTable();
  private Desk desk;
  private Traffic traffic;
  private Oracle oracle;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws IOException {
    System.out.printf("faults: seed=%d home=%s%n", seed, home);
    desk = new Desk(home);
    traffic = new Traffic(desk.inbox(), new Random(random.nextLong()));
    oracle = new Oracle(desk);
  }

  @AfterAll
  void stop() throws InterruptedException {
    System.out.printf("faults: seed=%d%n%s", seed, table);
    desk.close();
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
    traffic.settled();
    int before = traffic.inputs().size();
    Duration recovery;
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Future<?> dropping =
          clock.scheduleAtFixedRate(traffic::drop, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
      fault.strike(desk, random);
      recovery = recovery();
      assertThat(dropping.isDone()).as("traffic has failed").isFalse();
      dropping.cancel(false);
    }
    List<Input> all = traffic.inputs();
    List<Input> inputs = all.subList(before, all.size());
    Sight sight = awaitEnds(inputs);
    List<String> lost = sight.lost(inputs);
    // Also of what came before: a late second may show only now.
    List<String> duplicated = sight.duplicated(all);
    Run run = new Run(lost.size(), duplicated.size(), recovery);
    System.out.printf("fault %s: inputs=%d %s%n", fault.name(), inputs.size(), run);
    table.add(fault, run);
    assertThat(lost).as("lost").isEmpty();
    assertThat(duplicated).as("duplicated").isEmpty();
    assertThat(sight.strangers(all)).as("of no input").isEmpty();
    assertSpans(sight, inputs);
    desk.services().forEach(ServiceProcess::requireAlive);
    desk.awaitInSync();
  }

  /** Until an article dropped now is found. */
  private Duration recovery() {
    long begun = System.nanoTime();
    String word = traffic.article();
    await(word + " is found")
        .atMost(PATIENCE)
        .pollInterval(SOON)
        .ignoreException(CommandFailure.class)
        .until(() -> desk.search().search(word, 1).path("total").asInt() == 1);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** What is to be seen when all inputs have come to their ends, or patience has. */
  private Sight awaitEnds(List<Input> inputs) {
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .until(oracle::look, sight -> sight.lost(inputs).isEmpty() && desk.isInboxEmpty());
    } catch (ConditionTimeoutException _) {
      return oracle.look();
    }
  }

  private void assertSpans(Sight sight, List<Input> inputs) {
    int count = 0;
    for (Input input : inputs) {
      if (input.expected().equals(Ends.INDEXED)) {
        String id = Objects.requireNonNull(sight.ids().get(input.origin()));
        Spans spans = Spans.of(desk.search().article(id).orElseThrow());
        assertThat(spans.wrong()).as("spans of %s", input).isEmpty();
        count += spans.count();
      }
    }
    assertThat(count).as("spans").isPositive();
  }
}

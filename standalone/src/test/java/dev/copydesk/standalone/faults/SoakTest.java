package dev.copydesk.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.standalone.faults.FaultTable.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * An hour ({@code -Dcopydesk.minutes=N}) at half of what the machine bears ({@code
 * -Dcopydesk.rate=N} files a second), with a fault a minute: the heap of every service stays as it
 * is, lag returns to zero, and each input comes to its one end.
 */
@Tag("faults")
final class SoakTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Files that are dropped at once to see what the machine bears. */
  private static final int BURST = 3_000;

  /** Of heap: what a collection of the same service differs by from one minute to the next. */
  private static final double GROWTH = 1.25;

  private static final long SLACK_BYTES = 16L << 20;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, List<Long>> heaps = new LinkedHashMap<>();
  private final List<Strike> strikes = new ArrayList<>();

  /**
   * A fault that was done.
   *
   * @param from index of the first input that was dropped after it began
   */
  private record Strike(Fault fault, int from, Duration recovery) {}

  @Test
  void staysAsItIs(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
    System.out.printf("soak: seed=%d home=%s%n", seed, home);
    Files.createDirectories(home.resolve("heap"));
    try (Trial trial = new Trial(home, random)) {
      int rate = Integer.getInteger("copydesk.rate", 0);
      if (rate == 0) {
        burst(trial, BURST / 3);
        double borne = burst(trial, BURST);
        rate = (int) borne / 2;
        System.out.printf("soak: %.0f files a second are borne%n", borne);
      }
      System.out.printf("soak: rate=%d files a second%n", rate);
      try (Flow flow = new Flow(trial.traffic(), Duration.ofSeconds(1).dividedBy(rate))) {
        strike(trial, flow, home);
      }
      judge(trial);
    }
  }

  /** How many files a second come through. */
  private static double burst(Trial trial, int files) {
    long begun = System.nanoTime();
    for (int i = 0; i < files; i++) {
      trial.traffic().drop();
    }
    trial.recovery();
    awaitNoLag(trial.desk());
    return files / (Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0);
  }

  /** A fault a minute; one that takes longer puts off those after it. */
  private void strike(Trial trial, Flow flow, Path home) throws Exception {
    long begun = System.nanoTime();
    List<Fault> round = new ArrayList<>();
    for (int minute = 1; minute <= Integer.getInteger("copydesk.minutes", 60); minute++) {
      if (round.isEmpty()) {
        round.addAll(Arrays.asList(Fault.values()));
        Collections.shuffle(round, random);
      }
      Fault fault = round.removeFirst();
      trial.traffic().settle();
      int from = trial.traffic().inputs().size();
      fault.strike(trial.desk(), random);
      Duration recovery = trial.recovery();
      strikes.add(new Strike(fault, from, recovery));
      Duration left = MINUTE.multipliedBy(minute).minusNanos(System.nanoTime() - begun);
      if (left.isPositive()) {
        Pause.of(left);
      }
      System.out.printf(
          "soak: minute %d, %s: recovery %.1f s, inputs %d, lag %s%n",
          Duration.ofNanos(System.nanoTime() - begun).toMinutes(),
          fault.name(),
          recovery.toMillis() / 1_000.0,
          trial.traffic().inputs().size(),
          Lag.await(trial.desk(), _ -> true));
      for (ServiceProcess service : trial.desk().services()) {
        look(service, minute, home);
      }
      flow.requireRunning();
    }
  }

  private void look(ServiceProcess service, int minute, Path home) throws Exception {
    Vitals vitals = Vitals.of(service.handle());
    System.out.printf("soak:   %s: %s%n", service.service(), vitals);
    Files.writeString(
        home.resolve("heap/%s-%d.txt".formatted(service.service(), minute)), vitals.classes());
    heaps.computeIfAbsent(service.service(), _ -> new ArrayList<>()).add(vitals.heap());
  }

  private void judge(Trial trial) {
    System.out.printf("soak: lag is none %.1f s after the last file%n", awaitNoLag(trial.desk()));
    List<Input> all = trial.traffic().inputs();
    Sight sight = trial.awaitEnds(all);
    FaultTable table = new FaultTable();
    for (int i = 0; i < strikes.size(); i++) {
      int to = i + 1 < strikes.size() ? strikes.get(i + 1).from() : all.size();
      List<Input> inputs = all.subList(strikes.get(i).from(), to);
      table.add(
          strikes.get(i).fault(),
          new Run(
              sight.lost(inputs).size(),
              sight.duplicated(inputs).size(),
              strikes.get(i).recovery()));
    }
    System.out.printf("soak: seed=%d inputs=%d%n%s", seed, all.size(), table);
    trial.judge(sight, all);
    heaps.forEach(SoakTest::assertFlat);
  }

  /** Seconds until everything is read. */
  private static double awaitNoLag(Desk desk) {
    long begun = System.nanoTime();
    Lag.await(desk, Lag::isNone);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0;
  }

  private static void assertFlat(String service, List<Long> heap) {
    int third = Math.ceilDiv(heap.size(), 3);
    long first = median(heap.subList(0, third));
    long last = median(heap.subList(heap.size() - third, heap.size()));
    System.out.printf(
        "soak: heap of %s: first third %d KiB, last %d KiB%n", service, first >> 10, last >> 10);
    assertThat((double) last).as("heap of " + service).isLessThan(first * GROWTH + SLACK_BYTES);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

package dev.copydesk.standalone.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What came of all runs, a line a fault. */
final class FaultTable {

  private final Map<Fault, List<Run>> runs = new EnumMap<>(Fault.class);

  /**
   * What came of one.
   *
   * @param lost inputs that did not come to their end
   * @param duplicated inputs that lie somewhere more than once
   * @param recovery from the end of the fault until an article dropped then was found
   */
  record Run(int lost, int duplicated, Duration recovery) {}

  void add(Fault fault, Run run) {
    runs.computeIfAbsent(fault, _ -> new ArrayList<>()).add(run);
  }

  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder(
            """
            | fault | runs | lost | duplicated | recovery p50 | max |
            |---|---|---|---|---|---|
            """);
    runs.forEach(
        (fault, some) -> {
          List<Duration> recoveries = some.stream().map(Run::recovery).sorted().toList();
          table.append(
              "| %s | %d | %d | %d | %.1f s | %.1f s |%n"
                  .formatted(
                      fault,
                      some.size(),
                      some.stream().mapToInt(Run::lost).sum(),
                      some.stream().mapToInt(Run::duplicated).sum(),
                      seconds(recoveries.get(recoveries.size() / 2)),
                      seconds(recoveries.getLast())));
        });
    return table.toString();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1_000.0;
  }
}

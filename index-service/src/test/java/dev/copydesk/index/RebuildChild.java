package dev.copydesk.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The index service as a process to be killed while it builds its index anew: says {@code done N
 * WHOLE} as that goes on, and {@code over} when it has ended, or there was nothing left to do.
 */
final class RebuildChild {

  private static final String REBUILD = "/api/v1/index/rebuild";
  private static final Duration LOOK = Duration.ofMillis(5);

  private RebuildChild() {}

  /** TARGET PLACE BROKERS REGISTRY PREFIX PARTITIONS BEGIN. */
  public static void main(String[] arguments) {
    try (RunningIndex running =
        RunningIndex.start(
            IndexChild.settings(arguments[0], arguments[1]), IndexChild.kafka(arguments))) {
      await(running);
      if (Boolean.parseBoolean(arguments[6])) {
        running.change("POST", REBUILD);
      }
      String said = "";
      JsonNode state = running.get(REBUILD);
      while (state.path("phase").asText().equals("RUNNING")) {
        String line =
            "done %d %d".formatted(state.path("done").asLong(), state.path("whole").asLong());
        if (!line.equals(said)) {
          System.out.println(line);
          said = line;
        }
        LockSupport.parkNanos(LOOK.toNanos());
        state = running.get(REBUILD);
      }
      await(running);
      System.out.println("over");
    }
  }

  private static void await(RunningIndex running) {
    while (!running.ready()) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}

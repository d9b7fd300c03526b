package dev.copydesk.standalone.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.standalone.command.CommandFailure;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * How far everything that reads is behind.
 *
 * @param records by reader and topic, as the API tells it; -1 where the brokers did not say in time
 * @param files that wait in the watched folder
 */
record Lag(Map<String, Long> records, long files) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Asks until the index answers, and as the condition has it. */
  static Lag await(Desk desk, Predicate<Lag> condition) {
    return Awaitility.await("lag")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreException(CommandFailure.class)
        .until(() -> of(desk), condition);
  }

  private static Lag of(Desk desk) {
    Map<String, Long> records = new TreeMap<>();
    for (JsonNode stage : desk.search().get("/api/v1/pipeline").path("stages")) {
      for (JsonNode reader : stage.path("readers")) {
        records.put(
            reader.path("name").asText() + " of " + stage.path("topic").asText(),
            reader.path("lagRecords").asLong(-1));
      }
    }
    return new Lag(records, desk.waitingFiles());
  }

  boolean isNone() {
    return files == 0
        && !records.isEmpty()
        && records.values().stream().allMatch(behind -> behind == 0);
  }

  @Override
  public String toString() {
    return "files=%d %s".formatted(files, records);
  }
}

package dev.copydesk.index;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.sink.jsonl.JsonlSettings;
import dev.copydesk.index.sink.opensearch.OpenSearchSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.KafkaSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The index service as a process to be killed. Says {@code reading} when it has taken its first
 * record, {@code caughtup} when it has all that the topic held when it began, and ends in order
 * then if it was asked to.
 */
final class IndexChild {

  private static final Duration LOOK = Duration.ofMillis(5);

  private IndexChild() {}

  /** Which target, as one argument; PLACE is a folder, or the address of a node and a name. */
  static IndexSettings settings(String target, String place) {
    return new IndexSettings(
        switch (target) {
          case "lucene" -> new IndexSettings.Target.Lucene(Path.of(place));
          case "jsonl" ->
              new IndexSettings.Target.Jsonl(
                  new JsonlSettings(Path.of(place), 50_000, Duration.ofHours(1)));
          case "opensearch" ->
              new IndexSettings.Target.OpenSearch(
                  new OpenSearchSettings(
                      List.of(URI.create(place.split(" ", 2)[0])),
                      place.split(" ", 2)[1],
                      Optional.empty(),
                      Optional.empty(),
                      1,
                      0));
          default -> throw new IllegalArgumentException(target);
        },
        Duration.ofMillis(100),
        Duration.ofMillis(100));
  }

  /** What the arguments of a child say of brokers, registry and topics. */
  static KafkaSettings kafka(String[] arguments) {
    return new KafkaSettings(
        arguments[2],
        Map.of(),
        URI.create(arguments[3]),
        new Topics(arguments[4], Integer.parseInt(arguments[5])),
        (short) 1);
  }

  /** TARGET PLACE BROKERS REGISTRY PREFIX PARTITIONS FINISH. */
  public static void main(String[] arguments) {
    KafkaSettings kafka = kafka(arguments);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Health health = new Health();
    try (IndexService service =
        new IndexService(
            settings(arguments[0], arguments[1]), kafka, meters, health, InstantSource.system())) {
      service.start();
      boolean said = false;
      while (!health.readiness().stream().allMatch(finding -> finding.trouble().isEmpty())
          || !Boolean.parseBoolean(arguments[6])) {
        if (!said && taken(meters) > 0) {
          System.out.println("reading");
          said = true;
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
      System.out.println("caughtup");
    }
  }

  private static double taken(SimpleMeterRegistry meters) {
    return meters.counter(ConsumerMetrics.INDEXED).count()
        + meters.counter(ConsumerMetrics.LATE).count();
  }
}

package dev.copydesk.index;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.consume.EnrichedReader;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Map;

/** What reads the topic into a sink, as a process that halts at a failpoint and is killed there. */
final class HaltingChild {

  private HaltingChild() {}

  /** TARGET PLACE BROKERS REGISTRY PREFIX PARTITIONS HALT. */
  public static void main(String[] arguments) {
    System.setProperty(Halt.ORDER, arguments[6]);
    KafkaSettings plain = IndexChild.kafka(arguments);
    KafkaSettings kafka =
        new KafkaSettings(
            plain.bootstrapServers(),
            Map.of("interceptor.classes", HaltingClients.class.getName()),
            plain.schemaRegistry(),
            plain.topics(),
            plain.replicationFactor());
    InstantSource clock = InstantSource.system();
    IndexSettings settings = IndexChild.settings(arguments[0], arguments[1]);
    Storage storage = Storage.open(settings, clock);
    try (EnrichedReader reader =
        new EnrichedReader(
            kafka,
            new HaltingSink(storage.sink(), Halt.ordered()),
            storage.succession(),
            settings.commitEvery(),
            new ConsumerMetrics(new SimpleMeterRegistry()),
            clock,
            Tracing.off())) {
      reader.start();
      reader.ended().join();
    }
  }
}

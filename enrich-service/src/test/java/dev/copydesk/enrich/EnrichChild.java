package dev.copydesk.enrich;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.KafkaSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** The enrich service in a JVM of its own, with {@link HaltingClients}, for the parent to kill. */
final class EnrichChild {

  private EnrichChild() {}

  /**
   * @param arguments broker, registry, prefix, state folder
   */
  public static void main(String[] arguments) {
    // Logs go elsewhere than what is said to the parent.
    System.setOut(System.err);
    KafkaSettings kafka =
        new KafkaSettings(
            arguments[0],
            Map.of(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, HaltingClients.class.getName()),
            URI.create(arguments[1]),
            new Topics(arguments[2], 1),
            (short) 1);
    EnrichService service =
        new EnrichService(
            EnrichRig.settings(Path.of(arguments[3])),
            kafka,
            Annotators.real("1"),
            new SimpleMeterRegistry(),
            new Health(),
            InstantSource.system());
    service.start();
    service.ended().join();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.embedded.Ports;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs on one machine, and where.
 *
 * @param data folder of all state
 * @param kafkaPort the broker's port on loopback
 * @param registryPort the schema registry's port on loopback
 * @param kafka how the services reach both
 */
record StackSettings(
    Path data,
    int kafkaPort,
    int registryPort,
    KafkaSettings kafka,
    HttpSettings http,
    IngestSettings ingest,
    EnrichSettings enrich,
    IndexSettings index) {

  static final Setting DATA = new Setting("data", "data", "Folder of all state.");
  static final Setting KAFKA_PORT =
      new Setting("kafka.port", "9092", "The broker's port on loopback; 0 takes any free one.");
  static final Setting REGISTRY_PORT =
      new Setting(
          "registry.port", "8081", "The schema registry's port on loopback; 0 takes any free one.");

  static final List<Setting> SETTINGS = List.of(DATA, KAFKA_PORT, REGISTRY_PORT);

  static StackSettings from(Settings settings) {
    Path data = settings.path(DATA).toAbsolutePath().normalize();
    int kafkaPort = orFree(settings.port(KAFKA_PORT));
    int registryPort = orFree(settings.port(REGISTRY_PORT));
    KafkaSettings given = KafkaSettings.from(settings);
    KafkaSettings kafka =
        new KafkaSettings(
            "127.0.0.1:" + kafkaPort,
            Map.of(),
            URI.create("http://127.0.0.1:" + registryPort + "/apis/ccompat/v7"),
            given.topics(),
            (short) 1);
    return new StackSettings(
        data,
        kafkaPort,
        registryPort,
        kafka,
        HttpSettings.from(settings),
        IngestSettings.from(settings),
        EnrichSettings.from(settings),
        IndexSettings.from(settings));
  }

  private static int orFree(int port) {
    return port == 0 ? Ports.free() : port;
  }
}

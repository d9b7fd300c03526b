package dev.copydesk.standalone;

import dev.copydesk.embedded.Ports;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.TracingSettings;
import dev.copydesk.standalone.command.KnownSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
    EntitySettings entities,
    IndexSettings index,
    TracingSettings tracing) {

  private static final int DEFAULT_HTTP_PORT = 8080;

  static StackSettings from(Settings settings) {
    return from(
        settings,
        settings.path(KnownSettings.DATA),
        orFree(settings.port(KnownSettings.KAFKA_PORT)),
        orFree(settings.port(KnownSettings.REGISTRY_PORT)));
  }

  /**
   * For a demonstration, which is to work beside whatever runs already: ports that are in use by
   * default are replaced by free ones.
   *
   * @param temporary folder of all state, the watched folder included, instead of those named
   */
  static StackSettings demo(Settings settings, Optional<Path> temporary) {
    StackSettings given =
        from(
            settings,
            temporary.orElse(settings.path(KnownSettings.DATA)),
            orFreeIfTaken(settings, KnownSettings.KAFKA_PORT),
            orFreeIfTaken(settings, KnownSettings.REGISTRY_PORT));
    HttpSettings http = given.http();
    if (http.port() == DEFAULT_HTTP_PORT && Stack.isTaken(DEFAULT_HTTP_PORT)) {
      http = new HttpSettings(http.host(), 0, http.token());
    }
    return new StackSettings(
        given.data(),
        given.kafkaPort(),
        given.registryPort(),
        given.kafka(),
        http,
        temporary.map(folder -> watching(folder, given.ingest())).orElse(given.ingest()),
        given.enrich(),
        given.entities(),
        given.index(),
        given.tracing());
  }

  private static IngestSettings watching(Path folder, IngestSettings given) {
    return given.watch().equals(Path.of("inbox").toAbsolutePath().normalize())
        ? given.watching(folder.resolve("inbox"))
        : given;
  }

  private static int orFreeIfTaken(Settings settings, Setting setting) {
    int port = orFree(settings.port(setting));
    return setting.fallback().equals(Integer.toString(port)) && Stack.isTaken(port)
        ? Ports.free()
        : port;
  }

  /** The watched folder. */
  Path watch() {
    return ingest.watch();
  }

  /** The name that scopes the identifiers of what is dropped there. */
  String feed() {
    return ingest.feed();
  }

  private static StackSettings from(
      Settings settings, Path folder, int kafkaPort, int registryPort) {
    Path data = folder.toAbsolutePath().normalize();
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
        below(data, IngestSettings.from(settings)),
        below(data, EnrichSettings.from(settings)),
        EntitySettings.from(settings),
        IndexSettings.from(settings).below(data),
        TracingSettings.from(settings));
  }

  /** Where nobody named another, the services' folders lie in the one that was named for all. */
  private static IngestSettings below(Path data, IngestSettings given) {
    return given.stateDir().equals(Path.of("data/ingest"))
        ? new IngestSettings(
            given.watched(),
            given.feed(),
            given.instance().or(() -> Optional.of("standalone")),
            data.resolve("ingest"),
            given.sessionTimeout(),
            given.onDone(),
            given.limits())
        : given;
  }

  private static EnrichSettings below(Path data, EnrichSettings given) {
    return given.stateDir().equals(Path.of("data/enrich"))
        ? given.in(data.resolve("enrich"), "standalone")
        : given;
  }

  private static int orFree(int port) {
    return port == 0 ? Ports.free() : port;
  }
}

package dev.copydesk.service.kafka;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where the stream is.
 *
 * @param bootstrapServers as Kafka's clients take them
 * @param clientProperties given to every Kafka client as they are: TLS, SASL and the like
 * @param schemaRegistry base address of an API that speaks Confluent's; user and password, where it
 *     asks for them, are part of it
 * @param topics the catalogue, with the configured prefix and partitions
 * @param replicationFactor of topics that are created; -1 is the broker's default
 */
public record KafkaSettings(
    String bootstrapServers,
    Map<String, String> clientProperties,
    URI schemaRegistry,
    Topics topics,
    short replicationFactor) {

  private static final Setting BOOTSTRAP_SERVER =
      new Setting(
          "bootstrap.server",
          "127.0.0.1:9092",
          "Kafka brokers to begin with: host:port, several with commas.");
  private static final Setting COMMAND_CONFIG =
      new Setting(
          "command.config",
          "",
          "Properties file given to every Kafka client: TLS, SASL and the like.");
  private static final Setting REGISTRY =
      new Setting(
          "schema.registry.url",
          "http://127.0.0.1:8081/apis/ccompat/v7",
          "Address of a schema registry that speaks Confluent's API.");
  private static final Setting REGISTRY_CREDENTIALS =
      new Setting(
          "schema.registry.credentials.file",
          "",
          "File whose first line is USER:PASSWORD for the schema registry.");
  private static final Setting PREFIX =
      new Setting("topics.prefix", "", "Put before the name of every topic.");
  private static final Setting PARTITIONS =
      new Setting(
          "topics.partitions",
          Integer.toString(Topics.DEFAULT_PARTITIONS),
          "Partitions of topics that are created; bounds how many instances share the work.");
  private static final Setting REPLICATION =
      new Setting(
          "topics.replication",
          "-1",
          "Replicas of topics that are created; -1 is the broker's default.");

  public static final List<Setting> SETTINGS =
      List.of(
          BOOTSTRAP_SERVER,
          COMMAND_CONFIG,
          REGISTRY,
          REGISTRY_CREDENTIALS,
          PREFIX,
          PARTITIONS,
          REPLICATION);

  public KafkaSettings {
    clientProperties = Map.copyOf(clientProperties);
  }

  public static KafkaSettings from(Settings settings) {
    URI address = settings.address(REGISTRY);
    URI registry =
        settings
            .optionalPath(REGISTRY_CREDENTIALS)
            .map(file -> withCredentials(address, file, settings))
            .orElse(address);
    return new KafkaSettings(
        settings.text(BOOTSTRAP_SERVER),
        settings.optionalPath(COMMAND_CONFIG).map(file -> read(file, settings)).orElse(Map.of()),
        registry,
        new Topics(settings.text(PREFIX), settings.integer(PARTITIONS, 1, 10_000)),
        (short) settings.integer(REPLICATION, -1, 100));
  }

  /** The schema registry's address without user and password, as it may be shown. */
  public URI shownRegistry() {
    return SchemaRegistry.withoutCredentials(schemaRegistry);
  }

  /** Never shows passwords, nor what else the client properties hold. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=%s, clientProperties=%s, schemaRegistry=%s]"
        .formatted(
            bootstrapServers,
            clientProperties.keySet().stream().sorted().toList(),
            shownRegistry());
  }

  private static URI withCredentials(URI registry, Path file, Settings settings) {
    try {
      String credentials = Files.readString(file).lines().findFirst().orElse("");
      if (credentials.indexOf(':') > 0) {
        return new URI(
            registry.getScheme(),
            credentials,
            registry.getHost(),
            registry.getPort(),
            registry.getPath(),
            null,
            null);
      }
      settings.problem(
          "%s names %s, whose first line is not USER:PASSWORD"
              .formatted(REGISTRY_CREDENTIALS.key(), file));
    } catch (IOException | URISyntaxException e) {
      // Without the exception's words, which repeat what is wrong with the text.
      settings.problem(
          "%s names %s, which cannot be read: %s"
              .formatted(REGISTRY_CREDENTIALS.key(), file, e.getClass().getSimpleName()));
    }
    return registry;
  }

  private static Map<String, String> read(Path file, Settings settings) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(
          "%s names %s, which cannot be read: %s".formatted(COMMAND_CONFIG.key(), file, e));
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }
}

package dev.copydesk.standalone.command;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.TracingSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every setting there is. All commands know them all, so that one file serves them all; a command
 * has flags for those alone that it reads.
 */
public final class KnownSettings {

  /** Of what runs on one machine. */
  public static final Setting DATA = new Setting("data", "data", "Folder of all state.");

  public static final Setting KAFKA_PORT =
      new Setting("kafka.port", "9092", "The broker's port on loopback; 0 takes any free one.");
  public static final Setting REGISTRY_PORT =
      new Setting(
          "registry.port", "8081", "The schema registry's port on loopback; 0 takes any free one.");

  public static final List<Setting> MACHINE = List.of(DATA, KAFKA_PORT, REGISTRY_PORT);

  public static final List<Setting> ALL =
      join(
          MACHINE,
          KafkaSettings.SETTINGS,
          HttpSettings.SETTINGS,
          IngestSettings.SETTINGS,
          EnrichSettings.SETTINGS,
          EntitySettings.SETTINGS,
          IndexSettings.SETTINGS,
          TracingSettings.SETTINGS,
          IndexClient.SETTINGS);

  /** Shorter names of flags, by key; they are in the contract. */
  public static final Map<String, String> SHORT_FLAGS =
      Map.of("ingest.watch", "--watch", "ingest.on-done", "--on-done");

  private KnownSettings() {}

  @SafeVarargs
  public static List<Setting> join(List<Setting>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every setting there is. All commands know them all, so that one file serves them all; a command
 * has flags for those alone that it reads.
 */
final class KnownSettings {

  static final List<Setting> ALL =
      join(
          StackSettings.SETTINGS,
          KafkaSettings.SETTINGS,
          HttpSettings.SETTINGS,
          IngestSettings.SETTINGS,
          EnrichSettings.SETTINGS,
          EntitySettings.SETTINGS,
          IndexSettings.SETTINGS,
          SearchCommand.SETTINGS);

  /** Shorter names of flags, by key; they are in the contract. */
  static final Map<String, String> SHORT_FLAGS =
      Map.of("ingest.watch", "--watch", "ingest.on-done", "--on-done");

  private KnownSettings() {}

  @SafeVarargs
  static List<Setting> join(List<Setting>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }
}

package dev.copydesk.standalone;

import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.kafka.KafkaSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every setting there is. All commands know them all, so that one file serves them all; a command
 * has flags for those alone that it reads.
 */
final class KnownSettings {

  /** What the three services read beside Kafka's and HTTP's settings. */
  static final List<Setting> SERVICES = List.of();

  static final List<Setting> ALL =
      join(
          KafkaSettings.SETTINGS,
          HttpSettings.SETTINGS,
          SERVICES,
          SearchCommand.SETTINGS);

  private KnownSettings() {}

  @SafeVarargs
  static List<Setting> join(List<Setting>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }
}

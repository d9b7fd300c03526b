package dev.copydesk.standalone;

import dev.copydesk.ingest.IngestService;
import dev.copydesk.ingest.IngestSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.KnownSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "ingest",
    description = "Runs the ingest service alone: watched folders into news.raw.")
final class IngestCommand extends ServiceCommand {

  private final InstantSource clock;

  IngestCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  List<Setting> serviceSettings() {
    return IngestSettings.SETTINGS;
  }

  @Override
  protected Map<String, String> shortFlags() {
    return KnownSettings.SHORT_FLAGS;
  }

  @Override
  Wiring read(Settings settings, KafkaSettings kafka) {
    IngestSettings ingest = IngestSettings.from(settings);
    return (metrics, health, tracing) ->
        new Wired(new IngestService(ingest, kafka, metrics, health, clock, tracing), List.of());
  }
}

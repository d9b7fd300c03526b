package dev.copydesk.standalone;

import dev.copydesk.enrich.EnrichService;
import dev.copydesk.enrich.EnrichSettings;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.standalone.command.KnownSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "enrich",
    description = "Runs the enrich service alone: news.raw and news.replay into news.enriched.")
final class EnrichCommand extends ServiceCommand {

  private final InstantSource clock;

  EnrichCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  List<Setting> serviceSettings() {
    return KnownSettings.join(EnrichSettings.SETTINGS, EntitySettings.SETTINGS);
  }

  @Override
  Wiring read(Settings settings, KafkaSettings kafka) {
    EnrichSettings enrich = EnrichSettings.from(settings);
    EntitySettings entities = EntitySettings.from(settings);
    return (metrics, health, tracing) ->
        new Wired(
            new EnrichService(
                enrich, kafka, StandardAnnotator.create(entities), metrics, health, clock, tracing),
            List.of());
  }
}

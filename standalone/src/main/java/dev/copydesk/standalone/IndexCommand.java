package dev.copydesk.standalone;

import dev.copydesk.index.IndexService;
import dev.copydesk.index.IndexSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
    name = "index",
    description =
        "Runs the index service alone: news.enriched into the index, and the API over it.")
final class IndexCommand extends ServiceCommand {

  private final InstantSource clock;

  IndexCommand(Map<String, String> environment, InstantSource clock) {
    super(environment);
    this.clock = clock;
  }

  @Override
  List<Setting> serviceSettings() {
    return IndexSettings.SETTINGS;
  }

  @Override
  Wiring read(Settings settings, KafkaSettings kafka) {
    IndexSettings index = IndexSettings.from(settings);
    return (metrics, health, tracing) -> {
      IndexService service = new IndexService(index, kafka, metrics, health, clock, tracing);
      return new Wired(service, List.of(service.routes()));
    };
  }
}

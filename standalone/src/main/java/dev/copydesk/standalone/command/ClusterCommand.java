package dev.copydesk.standalone.command;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import dev.copydesk.service.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;

/** A command for somebody at a terminal that needs broker and registry, and no other settings. */
public abstract class ClusterCommand extends ConfiguredCommand {

  protected ClusterCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  protected final List<Setting> flags() {
    return KafkaSettings.SETTINGS;
  }

  /**
   * Where the stream is.
   *
   * @throws dev.copydesk.service.SettingsException with all that is wrong with the settings
   */
  protected final KafkaSettings cluster() {
    Settings settings = settings();
    KafkaSettings kafka = Patience.brief(KafkaSettings.from(settings));
    settings.check();
    return kafka;
  }
}

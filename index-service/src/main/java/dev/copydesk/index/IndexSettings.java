package dev.copydesk.index;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the index lies and how fresh it is.
 *
 * @param folder of the index, for one process at a time
 * @param refreshEvery how soon an article that came can be found
 * @param commitEvery how much reading a crash may cost; nothing is lost by it
 */
public record IndexSettings(Path folder, Duration refreshEvery, Duration commitEvery) {

  private static final Setting FOLDER =
      new Setting("index.dir", "data/index", "Folder of the index, for one process at a time.");
  private static final Setting REFRESH =
      new Setting("index.refresh.interval", "200ms", "How soon an article that came is found.");
  private static final Setting COMMIT =
      new Setting(
          "index.commit.interval", "1s", "How much is read again after a crash; nothing is lost.");

  public static final List<Setting> SETTINGS = List.of(FOLDER, REFRESH, COMMIT);

  public static IndexSettings from(Settings settings) {
    return new IndexSettings(
        settings.path(FOLDER), positive(settings, REFRESH), positive(settings, COMMIT));
  }

  private static Duration positive(Settings settings, Setting setting) {
    Duration duration = settings.duration(setting);
    if (duration.toMillis() < 1) {
      settings.problem("%s is %s, but must be at least 1ms".formatted(setting.key(), duration));
    }
    return duration;
  }
}

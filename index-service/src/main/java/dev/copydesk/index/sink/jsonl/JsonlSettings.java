package dev.copydesk.index.sink.jsonl;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the files lie and when they roll.
 *
 * @param folder of the files, for one process at a time
 * @param rollBytes a file is finished at the first commit at which it is as long
 * @param rollEvery a file is finished at the first commit at which it is as old, if it has a line
 */
public record JsonlSettings(Path folder, long rollBytes, Duration rollEvery) {

  /** Where the files lie unless the user says otherwise. */
  public static final Path DEFAULT_FOLDER = Path.of("data/lake");

  private static final Setting FOLDER =
      new Setting(
          "index.jsonl.dir",
          DEFAULT_FOLDER.toString(),
          "Folder of the .jsonl files, for one process at a time.");
  private static final Setting ROLL_SIZE =
      new Setting("index.jsonl.roll-size", "128MiB", "Length at which a .jsonl file is finished.");
  private static final Setting ROLL_EVERY =
      new Setting("index.jsonl.roll-interval", "10m", "Age at which a .jsonl file is finished.");

  public static final List<Setting> SETTINGS = List.of(FOLDER, ROLL_SIZE, ROLL_EVERY);

  public static JsonlSettings from(Settings settings) {
    long bytes = settings.bytes(ROLL_SIZE);
    if (bytes < 1) {
      settings.problem("%s is 0, but must be at least 1".formatted(ROLL_SIZE.key()));
    }
    Duration every = settings.duration(ROLL_EVERY);
    if (every.toMillis() < 1) {
      settings.problem("%s is %s, but must be at least 1ms".formatted(ROLL_EVERY.key(), every));
    }
    return new JsonlSettings(settings.path(FOLDER), bytes, every);
  }
}

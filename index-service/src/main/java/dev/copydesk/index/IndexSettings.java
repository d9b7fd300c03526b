package dev.copydesk.index;

import dev.copydesk.index.sink.jsonl.JsonlSettings;
import dev.copydesk.index.sink.opensearch.OpenSearchSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where articles go and how fresh they are there.
 *
 * @param target what keeps them
 * @param refreshEvery how soon an article that came can be found
 * @param commitEvery how much reading a crash may cost; nothing is lost by it
 */
public record IndexSettings(Target target, Duration refreshEvery, Duration commitEvery) {

  /** What keeps the articles. */
  public sealed interface Target {

    /**
     * An index of this process.
     *
     * @param folder of the index, for one process at a time
     */
    record Lucene(Path folder) implements Target {}

    /** An index of a cluster, for any number of processes. */
    record OpenSearch(OpenSearchSettings settings) implements Target {}

    /** Files of one record a line, for one process at a time; cannot be searched. */
    record Jsonl(JsonlSettings settings) implements Target {}
  }

  private enum Kind {
    LUCENE,
    OPENSEARCH,
    JSONL
  }

  private static final Path DEFAULT_FOLDER = Path.of("data/index");

  private static final Setting SINK =
      new Setting(
          "index.sink",
          "lucene",
          "What keeps the articles: lucene (an index of this process), opensearch or jsonl"
              + " (files).");
  private static final Setting FOLDER =
      new Setting(
          "index.dir",
          DEFAULT_FOLDER.toString(),
          "Folder of the Lucene index, for one process at a time.");
  private static final Setting REFRESH =
      new Setting("index.refresh.interval", "200ms", "How soon an article that came is found.");
  private static final Setting COMMIT =
      new Setting(
          "index.commit.interval", "1s", "How much is read again after a crash; nothing is lost.");

  public static final List<Setting> SETTINGS =
      Stream.of(
              List.of(SINK, FOLDER, REFRESH, COMMIT),
              OpenSearchSettings.SETTINGS,
              JsonlSettings.SETTINGS)
          .flatMap(List::stream)
          .toList();

  public static IndexSettings from(Settings settings) {
    Target target =
        switch (settings.choice(SINK, Kind.class)) {
          case LUCENE -> new Target.Lucene(settings.path(FOLDER));
          case OPENSEARCH -> new Target.OpenSearch(OpenSearchSettings.from(settings));
          case JSONL -> new Target.Jsonl(JsonlSettings.from(settings));
        };
    return new IndexSettings(target, positive(settings, REFRESH), positive(settings, COMMIT));
  }

  /** With a Lucene index in this folder. */
  public static IndexSettings lucene(Path folder, Duration refreshEvery, Duration commitEvery) {
    return new IndexSettings(new Target.Lucene(folder), refreshEvery, commitEvery);
  }

  /** Where nobody named another, its folder lies in the one that was named for all. */
  public IndexSettings below(Path data) {
    Target moved =
        switch (target) {
          case Target.Lucene(Path folder) when folder.equals(DEFAULT_FOLDER) ->
              new Target.Lucene(data.resolve("index"));
          case Target.Jsonl(JsonlSettings given)
              when given.folder().equals(JsonlSettings.DEFAULT_FOLDER) ->
              new Target.Jsonl(
                  new JsonlSettings(data.resolve("lake"), given.rollBytes(), given.rollEvery()));
          default -> target;
        };
    return new IndexSettings(moved, refreshEvery, commitEvery);
  }

  private static Duration positive(Settings settings, Setting setting) {
    Duration duration = settings.duration(setting);
    if (duration.toMillis() < 1) {
      settings.problem("%s is %s, but must be at least 1ms".formatted(setting.key(), duration));
    }
    return duration;
  }
}

package dev.copydesk.ingest;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.archive.ArchiveLimits;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What ingest watches and how.
 *
 * @param watched the folder that files are dropped into, and when they are complete
 * @param feed its name in receipts, and the scope of its sources' identifiers
 * @param instance name of this process among those that share the folder, the same after a restart;
 *     empty for the host's
 * @param stateDir folder of this instance's state; lost, it is read again from news.files
 * @param sessionTimeout how long an instance may be silent before the others take its files over
 * @param onDone what becomes of files that are published
 */
public record IngestSettings(
    WatchSettings watched,
    String feed,
    Optional<String> instance,
    Path stateDir,
    Duration sessionTimeout,
    OnDone onDone,
    FormatLimits limits) {

  private static final Setting WATCH =
      new Setting("ingest.watch", "./inbox", "Folder that files are dropped into.");
  private static final Setting FEED =
      new Setting(
          "ingest.feed",
          "inbox",
          "Name of the watched folder in receipts; scopes the identifiers of its sources.");
  private static final Setting INSTANCE =
      new Setting(
          "ingest.instance",
          "",
          "Name of this process among those that share the folder, the same after a restart; by"
              + " default the host's.");
  private static final Setting STATE_DIR =
      new Setting(
          "ingest.state-dir",
          "data/ingest",
          "Folder of what this process knows of files; one a process. Lost, it is read again from"
              + " news.files.");
  private static final Setting SESSION_TIMEOUT =
      new Setting(
          "ingest.session-timeout",
          "10s",
          "How long a process may be silent before the others take its files over.");
  private static final Setting AT_REST =
      new Setting(
          "ingest.at-rest",
          "500ms",
          "How long size and time of a file must not change before it is taken, where the system"
              + " does not tell that it was renamed in or closed; 50ms or more.");
  private static final Setting RESCAN =
      new Setting("ingest.rescan", "2s", "Time between two looks at the whole folder.");
  private static final Setting ORDER =
      new Setting(
          "ingest.order",
          "oldest",
          "Which of many files come first, by the time of their last change: oldest or newest.");
  private static final Setting MARKER =
      new Setting(
          "ingest.marker",
          "",
          "Suffix such as .done: x.xml is complete when x.xml.done is there, and not before.");
  private static final Setting ON_DONE =
      new Setting(
          "ingest.on-done",
          "move",
          "What becomes of a published file: move (to done/ or failed/), keep, or delete (what was"
              + " refused is still moved to failed/).");
  private static final Setting MAX_FILE =
      new Setting("ingest.max-file", "4GiB", "The longest file taken.");
  private static final Setting MAX_ARTICLE =
      new Setting("ingest.max-article", "8MiB", "The longest article taken.");
  private static final Setting MAX_LINE =
      new Setting("ingest.max-line", "8MiB", "The longest line taken of a file of items.");

  private static final Setting MAX_UNPACKED =
      new Setting("ingest.max-unpacked", "16GiB", "The most that one file may unpack to.");
  private static final Setting MAX_RATIO =
      new Setting(
          "ingest.max-ratio",
          "200",
          "The most bytes unpacked for one packed, beyond the first 16 MiB.");
  private static final Setting MAX_ENTRIES =
      new Setting(
          "ingest.max-entries",
          "1000000",
          "The most entries of one archive, those of archives in it included.");
  private static final Setting MAX_NESTING =
      new Setting(
          "ingest.max-nesting", "4", "How deep archives may lie in archives; .tar.gz is two.");

  /** What an article may take of the 12 MiB of a record. */
  private static final long MOST_ARTICLE = 11L << 20;

  /** Those by which a file in the folder is found. */
  public static final List<Setting> FOLDER = List.of(WATCH, MARKER);

  /** Brokers refuse less, unless they are told otherwise (group.min.session.timeout.ms). */
  private static final Duration LEAST_SESSION = Duration.ofSeconds(6);

  public static final List<Setting> SETTINGS =
      List.of(
          WATCH,
          FEED,
          INSTANCE,
          STATE_DIR,
          SESSION_TIMEOUT,
          AT_REST,
          RESCAN,
          ORDER,
          MARKER,
          ON_DONE,
          MAX_FILE,
          MAX_ARTICLE,
          MAX_LINE,
          MAX_UNPACKED,
          MAX_RATIO,
          MAX_ENTRIES,
          MAX_NESTING);

  public static IngestSettings from(Settings settings) {
    String feed = settings.text(FEED);
    if (feed.isBlank() || feed.indexOf('/') >= 0 || feed.indexOf('\0') >= 0) {
      settings.problem("%s is \"%s\", but must be a name without '/'".formatted(FEED.key(), feed));
    }
    Optional<String> instance = settings.optionalText(INSTANCE);
    if (instance.isPresent() && !instance.get().matches("[A-Za-z0-9._-]{1,100}")) {
      settings.problem(
          "%s is \"%s\", but must be 1 to 100 letters, digits, dots, hyphens and underscores"
              .formatted(INSTANCE.key(), instance.get()));
    }
    WatchSettings watched =
        new WatchSettings(
            settings.path(WATCH).toAbsolutePath().normalize(),
            atLeast(AT_REST, Duration.ofMillis(50), settings),
            atLeast(RESCAN, Duration.ofMillis(100), settings),
            settings.choice(ORDER, FileOrder.class),
            marker(settings));
    return new IngestSettings(
        watched,
        feed,
        instance,
        settings.path(STATE_DIR),
        atLeast(SESSION_TIMEOUT, LEAST_SESSION, settings),
        settings.choice(ON_DONE, OnDone.class),
        new FormatLimits(
            size(MAX_FILE, Long.MAX_VALUE, settings),
            (int) size(MAX_ARTICLE, MOST_ARTICLE, settings),
            (int) size(MAX_LINE, 1L << 30, settings),
            new ArchiveLimits(
                size(MAX_UNPACKED, Long.MAX_VALUE, settings),
                settings.integer(MAX_RATIO, 1, 1_000_000),
                settings.integer(MAX_ENTRIES, 1, Integer.MAX_VALUE),
                settings.integer(MAX_NESTING, 1, 100))));
  }

  /** The watched folder. */
  public Path watch() {
    return watched.folder();
  }

  /** The same for another folder. */
  public IngestSettings watching(Path folder) {
    return new IngestSettings(
        watched.at(folder), feed, instance, stateDir, sessionTimeout, onDone, limits);
  }

  private static Optional<String> marker(Settings settings) {
    Optional<String> marker = settings.optionalText(MARKER).map(String::strip);
    if (marker.filter(suffix -> suffix.indexOf('/') >= 0 || suffix.length() < 2).isPresent()) {
      settings.problem(
          "%s is \"%s\", but must be a suffix such as .done".formatted(MARKER.key(), marker.get()));
      return Optional.empty();
    }
    return marker;
  }

  /** Name of this process among those that share the folder. */
  public String instanceName() {
    return instance.orElseGet(IngestSettings::host);
  }

  /** Every machine and container has one of its own. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
    } catch (UnknownHostException _) {
      // A host that does not know its name is alone.
      return "ingest";
    }
  }

  private static Duration atLeast(Setting setting, Duration least, Settings settings) {
    Duration time = settings.duration(setting);
    if (time.compareTo(least) < 0) {
      settings.problem(
          "%s is %d ms, but must be %d ms or more"
              .formatted(setting.key(), time.toMillis(), least.toMillis()));
      return least;
    }
    return time;
  }

  private static long size(Setting setting, long most, Settings settings) {
    long bytes = settings.bytes(setting);
    if (bytes < 1 || bytes > most) {
      settings.problem(
          "%s is %d bytes, but must be from 1 to %d".formatted(setting.key(), bytes, most));
      return most;
    }
    return bytes;
  }
}

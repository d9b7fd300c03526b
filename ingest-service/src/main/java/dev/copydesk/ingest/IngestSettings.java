package dev.copydesk.ingest;

import dev.copydesk.ingest.format.FormatLimits;
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
 * @param watch the folder that files are dropped into
 * @param feed its name in receipts, and the scope of its sources' identifiers
 * @param instance name of this process among those that share the folder, the same after a restart;
 *     empty for the host's
 * @param stateDir folder of this instance's state; lost, it is read again from news.files
 * @param sessionTimeout how long an instance may be silent before the others take its files over
 * @param atRest how long size and time of a file must not change before it is taken
 * @param rescan time between two looks at the whole folder
 */
public record IngestSettings(
    Path watch,
    String feed,
    Optional<String> instance,
    Path stateDir,
    Duration sessionTimeout,
    Duration atRest,
    Duration rescan,
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
          "How long size and time of a file must not change before it is taken.");
  private static final Setting RESCAN =
      new Setting("ingest.rescan", "2s", "Time between two looks at the whole folder.");
  private static final Setting MAX_FILE =
      new Setting("ingest.max-file", "4GiB", "The longest file taken.");
  private static final Setting MAX_ARTICLE =
      new Setting("ingest.max-article", "8MiB", "The longest article taken.");
  private static final Setting MAX_LINE =
      new Setting("ingest.max-line", "8MiB", "The longest line taken of a file of items.");

  /** What an article may take of the 12 MiB of a record. */
  private static final long MOST_ARTICLE = 11L << 20;

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
          MAX_FILE,
          MAX_ARTICLE,
          MAX_LINE);

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
    return new IngestSettings(
        settings.path(WATCH).toAbsolutePath().normalize(),
        feed,
        instance,
        settings.path(STATE_DIR),
        atLeast(SESSION_TIMEOUT, LEAST_SESSION, settings),
        atLeast(AT_REST, Duration.ofMillis(50), settings),
        atLeast(RESCAN, Duration.ofMillis(100), settings),
        new FormatLimits(
            size(MAX_FILE, Long.MAX_VALUE, settings),
            (int) size(MAX_ARTICLE, MOST_ARTICLE, settings),
            (int) size(MAX_LINE, 1L << 30, settings)));
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

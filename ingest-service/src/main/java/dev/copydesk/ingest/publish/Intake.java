package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.format.Origin;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes complete files from the watched folder, round by round, through three kinds of threads: the
 * small ones are read ahead by one, the large ones by one each; this one looks them up in the
 * ledger and publishes; and one puts them away.
 *
 * <p>Used by the thread that publishes, but for {@link #trouble}.
 */
final class Intake implements AutoCloseable {

  private static final Duration IDLE = Duration.ofMillis(100);

  /** As long as a file that comes may wait while large ones alone are being read. */
  private static final Duration LARGE_ALONE = Duration.ofMillis(10);

  private final PublishSettings settings;
  private final WatchedFolder folder;
  private final Formats formats;
  private final InstantSource clock;
  private final Step.Listener steps;
  private final FileTroubles troubles;
  private final Settling settling;
  private final LargeFiles large;
  private final SmallFiles small;

  Intake(PublishSettings settings, WatchedFolder folder, InstantSource clock, Step.Listener steps) {
    this.settings = settings;
    this.folder = folder;
    this.formats = new Formats(settings.limits());
    this.clock = clock;
    this.steps = steps;
    this.troubles = new FileTroubles(System::nanoTime);
    FolderFiles away = files();
    this.settling =
        new Settling(
            new PutAway(settings.folder(), settings.onDone(), settings.marker(), away, steps),
            away,
            folder,
            troubles);
    Departures departures = new Departures(folder, settling, troubles);
    this.large = new LargeFiles(this::large, departures, steps);
    this.small =
        new SmallFiles(
            new ReadAhead(formats, files(), settings.member().feed(), clock),
            departures,
            large::add,
            steps);
  }

  private FolderFiles files() {
    return new FolderFiles(settings.folder());
  }

  private LargeFile large(FoundFile file) {
    Origin origin = new Origin(settings.member().feed(), file.name(), clock.instant());
    return new LargeFile(file, origin, formats, files(), steps);
  }

  /** Files that wait for somebody to do something about them. */
  Optional<String> trouble() {
    return troubles.summary();
  }

  /**
   * Publishes what one round allows.
   *
   * @throws RuntimeException if Kafka, the registry or the ledger fails; the session is then to be
   *     closed
   */
  void round(Session session) throws InterruptedException {
    settling.check();
    large.abandonLost(session.ledger());
    boolean idle = small.isEmpty() && large.isEmpty();
    for (FoundFile file : folder.poll(small.room(), idle ? IDLE : Duration.ZERO)) {
      if (file.stamp().size() < FileContent.WHOLE) {
        small.add(file);
      } else {
        large.add(file);
      }
    }
    if (!small.isEmpty()) {
      small.publish(session);
    }
    if (!large.isEmpty()) {
      large.publish(session, small.isEmpty() ? LARGE_ALONE : Duration.ZERO);
    }
  }

  /** What was read of files beyond the last commit is read again. */
  void abandon() {
    small.abandon();
    large.abandon();
  }

  /** Puts away what is committed; all else stays in the folder for the next start. */
  @Override
  public void close() {
    large.close();
    small.close();
    settling.close();
  }
}

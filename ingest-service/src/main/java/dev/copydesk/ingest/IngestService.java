package dev.copydesk.ingest;

import dev.copydesk.ingest.ledger.Member;
import dev.copydesk.ingest.publish.IngestMetrics;
import dev.copydesk.ingest.publish.PublishSettings;
import dev.copydesk.ingest.publish.Publisher;
import dev.copydesk.ingest.publish.Step;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.service.Health;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches a folder and publishes each article dropped into it exactly once. */
public final class IngestService implements RunningService {

  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private static final Duration LAST_TRANSACTION = Duration.ofSeconds(20);

  private final IngestSettings settings;
  private final KafkaSettings kafka;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final Tracing tracing;
  private final Step.Listener steps;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  // Volatile: health asks while close() holds the lock and waits for the last transaction.
  private volatile @Nullable WatchedFolder folder;
  private volatile @Nullable Publisher publisher;
  private @Nullable Thread thread;

  public IngestService(
      IngestSettings settings,
      KafkaSettings kafka,
      MeterRegistry meters,
      Health health,
      InstantSource clock) {
    this(settings, kafka, meters, health, clock, Tracing.off());
  }

  public IngestService(
      IngestSettings settings,
      KafkaSettings kafka,
      MeterRegistry meters,
      Health health,
      InstantSource clock,
      Tracing tracing) {
    this(settings, kafka, meters, health, clock, tracing, _ -> {});
  }

  /**
   * @param steps told of each step that a file takes, on the thread that publishes
   */
  IngestService(
      IngestSettings settings,
      KafkaSettings kafka,
      MeterRegistry meters,
      Health health,
      InstantSource clock,
      Tracing tracing,
      Step.Listener steps) {
    this.settings = settings;
    this.kafka = kafka;
    this.metrics = new IngestMetrics(meters);
    this.clock = clock;
    this.tracing = tracing;
    this.steps = steps;
    metrics.waits("kafka", () -> isWaiting(publisher, Publisher::trouble));
    metrics.waits("folder", () -> isWaiting(folder, WatchedFolder::trouble));
    metrics.waits("files", () -> isWaiting(publisher, Publisher::filesInTrouble));
    metrics.waitingFiles("turn", () -> count(WatchedFolder::waiting));
    metrics.waitingFiles("writer", () -> count(WatchedFolder::beingWritten));
    metrics.oldestFile(this::oldest);
    metrics.overflows(this::overflows);
    health.addLiveness(name(), this::failure);
    health.addReadiness(name(), this::trouble);
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public synchronized void start() {
    try {
      Files.createDirectories(settings.watch());
    } catch (IOException e) {
      // Waited out: the watch says so until the folder is there.
      LOG.warn("event=folder-not-created folder={} reason={}", settings.watch(), e.toString());
    }
    WatchSettings watched = settings.watched().at(real(settings.watch()));
    folder = new WatchedFolder(watched, clock);
    publisher =
        new Publisher(
            new PublishSettings(
                watched.folder(),
                new Member(
                    kafka.topics().prefix(),
                    settings.feed(),
                    settings.instanceName(),
                    settings.sessionTimeout()),
                settings.stateDir(),
                settings.onDone(),
                watched.marker(),
                settings.limits()),
            kafka,
            folder,
            metrics,
            clock,
            tracing,
            steps);
    Publisher running = publisher;
    thread = Thread.ofPlatform().name("ingest-publish").start(() -> run(running));
    LOG.info(
        "event=watching folder={} feed={} instance={}",
        settings.watch(),
        settings.feed(),
        settings.instanceName());
  }

  /**
   * The user may name a link to the folder, which may not be there yet; a link that takes its place
   * later is not followed.
   */
  private static Path real(Path folder) {
    Path named = folder.toAbsolutePath();
    try {
      for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(named); i++) {
        named = named.resolveSibling(Files.readSymbolicLink(named));
      }
      return named.toRealPath();
    } catch (IOException _) {
      // The watch says so until it is there.
      return named.normalize();
    }
  }

  // Also what is no exception ends the service, and whoever runs it must hear of it.
  @SuppressWarnings("CatchingUnchecked")
  private void run(Publisher running) {
    try {
      running.run();
      ended.complete(null);
    } catch (Throwable e) {
      LOG.error("event=ingest-ended reason={}", e.toString());
      ended.completeExceptionally(e);
    }
  }

  @Override
  public CompletableFuture<Void> ended() {
    return ended;
  }

  private Optional<String> failure() {
    return ended.isCompletedExceptionally()
        ? Optional.of("Ingest has ended: " + ended.exceptionNow())
        : Optional.empty();
  }

  private Optional<String> trouble() {
    WatchedFolder watched = folder;
    Publisher running = publisher;
    if (watched == null || running == null) {
      return Optional.of("Not started");
    }
    return failure().or(running::trouble).or(watched::trouble).or(running::filesInTrouble);
  }

  private static <T> boolean isWaiting(@Nullable T part, Function<T, Optional<String>> trouble) {
    return part != null && trouble.apply(part).isPresent();
  }

  private int count(ToIntFunction<WatchedFolder> files) {
    WatchedFolder watched = folder;
    return watched == null ? 0 : files.applyAsInt(watched);
  }

  private Duration oldest() {
    WatchedFolder watched = folder;
    return watched == null ? Duration.ZERO : watched.oldestWaiting();
  }

  private long overflows() {
    WatchedFolder watched = folder;
    return watched == null ? 0 : watched.overflows();
  }

  @Override
  public synchronized void close() {
    if (publisher != null && thread != null) {
      publisher.stop();
      try {
        if (!thread.join(LAST_TRANSACTION)) {
          thread.interrupt();
          thread.join(LAST_TRANSACTION);
        }
      } catch (InterruptedException _) {
        thread.interrupt();
        Thread.currentThread().interrupt();
      }
    }
    if (folder != null) {
      folder.close();
    }
    ended.complete(null);
  }
}

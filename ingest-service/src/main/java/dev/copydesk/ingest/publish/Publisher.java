package dev.copydesk.ingest.publish;

import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.ingest.watch.WatchedFolder;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries files from the watched folder to the stream, on one thread.
 *
 * <p>Small files share transactions; a large one advances by a portion between two of these. What a
 * transaction holds is read before it opens, so that it stays open for no longer than Kafka takes.
 */
public final class Publisher implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private static final Duration PORTION_TIME = Duration.ofMillis(200);
  private static final long PORTION_BYTES = 8L << 20;
  private static final int PORTION_FILES = 500;

  /** A file up to this length is read in one piece, in bytes. */
  private static final long SMALL = 1L << 20;

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final long MOST_WAIT_MILLIS = 5_000;
  private static final int MOST_FENCINGS = 3;

  private final PublishSettings settings;
  private final WatchedFolder folder;
  private final Topics topics;
  private final KafkaClients clients;
  private final SchemaRegistry registry;
  private final AvroCodec codec;
  private final Formats formats;
  private final FolderFiles files;
  private final PutAway putAway;
  private final IngestMetrics metrics;
  private final InstantSource clock;
  private final Step.Listener steps;
  private final FileTroubles troubles;

  private final Deque<FoundFile> small = new ArrayDeque<>();
  private final Deque<FoundFile> large = new ArrayDeque<>();
  private @Nullable FileReading reading;

  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile Optional<String> trouble = Optional.of("Connecting to Kafka");
  private boolean everReady;
  private int failures;
  private int fencings;

  public Publisher(
      PublishSettings settings,
      KafkaSettings kafka,
      WatchedFolder folder,
      IngestMetrics metrics,
      InstantSource clock,
      Step.Listener steps) {
    this.settings = settings;
    this.folder = folder;
    this.topics = kafka.topics();
    this.clients = new KafkaClients(kafka);
    this.registry = new SchemaRegistry(kafka.schemaRegistry());
    this.codec = new AvroCodec(registry);
    this.formats = new Formats(settings.limits());
    this.files = new FolderFiles(settings.folder());
    this.putAway =
        new PutAway(settings.folder(), settings.onDone(), settings.marker(), files, steps);
    this.metrics = metrics;
    this.clock = clock;
    this.steps = steps;
    this.troubles = new FileTroubles(clock);
  }

  /** What of Kafka is being waited out; empty where files flow. */
  public Optional<String> trouble() {
    return trouble;
  }

  /** Which files cannot be read or put away, and are tried again. */
  public Optional<String> filesInTrouble() {
    return troubles.summary();
  }

  /** Asks {@link #run} to return once the transaction under way has ended. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Publishes until it is asked to stop. Outages are waited out.
   *
   * @throws SettingsException if topics are missing or do not fit at the start
   * @throws IllegalStateException if another instance took this one's transactional id
   */
  @Override
  public void run() {
    try {
      while (!isStopping()) {
        live();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      abandonReading();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void live() throws InterruptedException {
    try (Session session = open()) {
      everReady = true;
      trouble = Optional.empty();
      while (!isStopping()) {
        round(session);
      }
    } catch (SettingsException e) {
      if (!everReady) {
        throw e;
      }
      waitOut(e);
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      if (++fencings > MOST_FENCINGS) {
        throw new IllegalStateException(
            "Another instance runs with ingest.transactional-id %s: give each its own"
                .formatted(settings.transactionalId()),
            e);
      }
      waitOut(e);
    } catch (RuntimeException e) {
      waitOut(e);
    }
  }

  private Session open() {
    registry.idOf(topics.raw());
    registry.idOf(topics.files());
    return Session.open(clients, codec, topics, settings.transactionalId(), clock, steps);
  }

  private void waitOut(RuntimeException cause) throws InterruptedException {
    if (isStopping()) {
      return;
    }
    LOG.warn("event=publishing-interrupted reason={}", cause.toString(), cause);
    trouble = Optional.of("Files wait until Kafka and the registry answer: " + cause);
    abandonReading();
    long wait = Math.min(MOST_WAIT_MILLIS, 200L << Math.min(failures++, 10));
    if (stopping.await(wait, TimeUnit.MILLISECONDS)) {
      LOG.info("event=stopping-while-waiting");
    }
  }

  private void round(Session session) throws InterruptedException {
    boolean idle = small.isEmpty() && large.isEmpty() && reading == null;
    for (FoundFile file :
        folder.poll(Math.max(0, PORTION_FILES - small.size()), idle ? IDLE : Duration.ZERO)) {
      (file.stamp().size() <= SMALL ? small : large).add(file);
    }
    if (!small.isEmpty()) {
      publishSmall(session);
    }
    if (reading == null && !large.isEmpty()) {
      reading = reading(large.remove());
    }
    if (reading != null) {
      publishLarge(session, reading);
    }
  }

  private void publishSmall(Session session) {
    Budget budget = new Budget(PORTION_TIME, PORTION_BYTES);
    List<Portion> portions = new ArrayList<>();
    Set<String> bringing = new HashSet<>();
    while (!small.isEmpty() && !budget.isSpent() && portions.size() < PORTION_FILES) {
      Portion portion = readWhole(session, small.element());
      if (portion != null && bringing.contains(portion.before().getSha256())) {
        // The first of two equal files is committed before the second, which is then a duplicate.
        break;
      }
      small.remove();
      if (portion == null) {
        continue;
      }
      if (portion.committed()) {
        settle(portion.file(), portion.before());
        continue;
      }
      portions.add(portion);
      budget.spend(portion.file().stamp().size());
      if (portion.bringsArticles()) {
        bringing.add(portion.before().getSha256());
      }
    }
    if (!portions.isEmpty()) {
      publish(session, portions);
    }
  }

  /** The one portion of a small file, or null where it is not to be had now. */
  private @Nullable Portion readWhole(Session session, FoundFile file) {
    Budget enough = new Budget(Duration.ofMinutes(5), Long.MAX_VALUE);
    try (FileReading whole = reading(file)) {
      Optional<Portion> portion = whole.advance(enough, session.ledger());
      steps.reached(Step.READ);
      return portion.orElseThrow(() -> new IOException("reading took too long"));
    } catch (IOException | RuntimeException e) {
      later(file, e);
      return null;
    }
  }

  private void publishLarge(Session session, FileReading file) {
    Optional<Portion> portion;
    try {
      portion = file.advance(new Budget(PORTION_TIME, PORTION_BYTES), session.ledger());
    } catch (IOException | RuntimeException e) {
      closeReading(file);
      later(file.file(), e);
      return;
    }
    if (portion.isEmpty()) {
      return;
    }
    Portion next = portion.get();
    if (next.committed()) {
      closeReading(file);
      settle(next.file(), next.before());
      return;
    }
    steps.reached(Step.READ);
    FileReceipt receipt = publish(session, List.of(next)).getFirst();
    file.committed(receipt);
    if (next.ended()) {
      closeReading(file);
    }
  }

  private List<FileReceipt> publish(Session session, List<Portion> portions) {
    List<FileReceipt> receipts;
    boolean committed = false;
    try {
      long start = System.nanoTime();
      receipts = session.publish(portions);
      committed = true;
      metrics.transactions().record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    } finally {
      if (!committed) {
        portions.reversed().stream()
            .map(Portion::file)
            .filter(file -> file.stamp().size() <= SMALL)
            .forEach(small::addFirst);
      }
    }
    failures = 0;
    fencings = 0;
    for (int i = 0; i < portions.size(); i++) {
      metrics.committed(portions.get(i), receipts.get(i));
      if (portions.get(i).ended()) {
        settle(portions.get(i).file(), receipts.get(i));
      }
    }
    return receipts;
  }

  /** Puts a file away; where that fails it is noticed again, and then but put away. */
  private void settle(FoundFile file, FileReceipt receipt) {
    try {
      boolean stays = putAway.putAway(file, receipt);
      troubles.over(file.name());
      LOG.debug("event=file-settled state={} sha256={}", receipt.getState(), receipt.getSha256());
      if (stays) {
        folder.keep(file);
      } else {
        folder.release(file);
      }
    } catch (IOException e) {
      LOG.warn("event=file-not-moved reason={}", e.toString());
      troubles.note(file.name(), e.toString());
      folder.defer(file);
    }
  }

  /** The file stays where it is, and is noticed again. */
  private void later(FoundFile file, Exception cause) {
    switch (cause) {
      case NoSuchFileException _ -> {
        troubles.over(file.name());
        folder.release(file);
      }
      case FileReading.ChangedException _ -> {
        troubles.over(file.name());
        folder.release(file);
      }
      case IOException e -> {
        LOG.warn("event=file-not-read reason={}", e.toString());
        troubles.note(file.name(), e.toString());
        folder.defer(file);
      }
      default -> {
        LOG.error("event=file-broke-reader sha256=unknown", cause);
        troubles.note(file.name(), cause.toString());
        folder.defer(file);
      }
    }
  }

  private FileReading reading(FoundFile file) {
    return new FileReading(file, settings.feed(), clock.instant(), formats, files);
  }

  private void closeReading(FileReading file) {
    reading = null;
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("event=file-not-closed reason={}", e.toString());
    }
  }

  /** What was read of a large file beyond the last commit is read again. */
  private void abandonReading() {
    FileReading file = reading;
    if (file != null) {
      closeReading(file);
      large.addFirst(file.file());
    }
  }
}

package dev.copydesk.standalone.verify;

import dev.copydesk.enrich.Expectation;
import dev.copydesk.enrich.letters.Letter;
import dev.copydesk.enrich.letters.LetterBox;
import dev.copydesk.enrich.letters.LetterChoice;
import dev.copydesk.enrich.replay.RawOrigin;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares what {@code news.raw} says with what {@code news.enriched} and the index have, by id and
 * revision, while live traffic flows.
 *
 * <p>The topics are read one after the other, so what comes meanwhile looks wrong at first: what
 * looks wrong is looked at again, with what has come since, for as long as there is less of it each
 * time.
 */
public final class Verification implements AutoCloseable {

  /** So many faults at most are looked for: 20 MB. */
  public static final int MOST_FAULTS = 100_000;

  private static final String CLIENT_ID = "copydesk-verify";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Looks at what seems wrong that bring nothing new before it counts as wrong. */
  private static final int LOOKS = 4;

  private static final LetterChoice OF_ENRICH =
      new LetterChoice(Set.of(), Optional.empty(), Optional.of("enrich"), true);

  private static final int INDEX_THREADS = 8;
  private static final int INDEX_BATCH = 256;

  private final Topics topics;
  private final AvroCodec codec;
  private final LetterBox letters;
  private final IndexLookup index;
  private final InstantSource clock;
  private final Notes notes;
  private final Admin admin;
  private final TopologyPosition topology;
  private final Reading raw;
  private final Reading enriched;
  private final ExecutorService lookups = Executors.newFixedThreadPool(INDEX_THREADS);
  private Set<String> ofIngest = Set.of();
  private long articles;

  /**
   * @param applicationId of the topology, which is its consumer group
   * @throws IOException if the disk does not let it
   */
  public Verification(
      KafkaSettings kafka, String applicationId, IndexLookup index, InstantSource clock)
      throws IOException {
    KafkaClients clients = new KafkaClients(kafka);
    this.topics = kafka.topics();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.letters = new LetterBox(kafka, clock);
    this.index = index;
    this.clock = clock;
    this.notes = new Notes();
    this.admin = clients.admin(CLIENT_ID);
    this.topology = new TopologyPosition(admin, applicationId, topics);
    this.raw = new Reading(clients.consumer(CLIENT_ID, Map.of()), topics.raw().name());
    this.enriched = new Reading(clients.consumer(CLIENT_ID, Map.of()), topics.enriched().name());
  }

  /**
   * Every fault there is, by id; {@link #MOST_FAULTS} at most.
   *
   * @throws BehindException if the topology does not catch up
   * @throws IOException if the disk does not let it
   */
  public Collection<Fault> faults() throws IOException, InterruptedException {
    noteLetters();
    readOn();
    List<String> batch = new ArrayList<>();
    Map<String, Fault> faults = new TreeMap<>();
    articles = 0;
    try (Notes.Ids ids = notes.ids()) {
      for (Optional<String> id = ids.next(); id.isPresent(); id = ids.next()) {
        articles++;
        batch.add(id.get());
        if (batch.size() == INDEX_BATCH) {
          compare(batch, faults);
          batch.clear();
        }
      }
    }
    compare(batch, faults);
    return settled(faults);
  }

  /** What of these is still so. */
  public Collection<Fault> remaining(Collection<Fault> faults)
      throws IOException, InterruptedException {
    Map<String, Fault> again = new TreeMap<>();
    faults.forEach(fault -> again.put(fault.id(), fault));
    return settled(again);
  }

  /** How many articles were compared. */
  public long articles() {
    return articles;
  }

  private Collection<Fault> settled(Map<String, Fault> seen)
      throws IOException, InterruptedException {
    Map<String, Fault> faults = seen;
    int looks = 0;
    while (looks < LOOKS && !faults.isEmpty()) {
      Thread.sleep(BETWEEN_LOOKS);
      readOn();
      Map<String, Fault> still = new TreeMap<>();
      compare(List.copyOf(faults.keySet()), still);
      looks = still.size() < faults.size() ? 0 : looks + 1;
      faults = still;
    }
    return List.copyOf(faults.values());
  }

  private void readOn() throws IOException, InterruptedException {
    raw.readOn(this::expect);
    long until = System.nanoTime() + PATIENCE.toNanos();
    topology.refresh();
    while (!raw.isPassed(topology)) {
      if (System.nanoTime() > until) {
        throw new BehindException(
            "The topology has not caught up with %s within %d s: is it running? Verify again when it has"
                .formatted(topics.raw().name(), PATIENCE.toSeconds()));
      }
      Thread.sleep(PAUSE);
      topology.refresh();
    }
    enriched.readOn(this::note);
    noteLetters();
  }

  private void expect(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Optional<RawArticle> read = read(record);
    if (read.isEmpty()) {
      return;
    }
    RawArticle article = read.get();
    Expectation before =
        notes.expected(article.getId()).map(Expectation::read).orElse(Expectation.NOTHING);
    notes.expected(
        article.getId(), before.after(article, record.offset(), clock.instant()).write());
  }

  /** Empty for what the topology turns away. */
  private Optional<RawArticle> read(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      RawArticle article = codec.decode(RawArticle.class, record.value());
      boolean fits =
          Arrays.equals(record.key(), article.getId().getBytes(StandardCharsets.UTF_8))
              && article.getArrived() >= 0;
      return fits && !notes.isLetter(article.getId(), record.offset())
          ? Optional.of(article)
          : Optional.empty();
    } catch (BadInputException _) {
      return Optional.empty();
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> record) throws IOException {
    if (record.key() == null) {
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      notes.noActual(id);
      return;
    }
    try {
      notes.actual(id, Actual.of(codec.decode(EnrichedArticle.class, record.value())));
    } catch (BadInputException _) {
      // The index turned it away too; the one before it, if any, is what readers have.
    }
  }

  /** Revisions that the topology could not use; a letter that was retried is one no more. */
  private void noteLetters() throws IOException {
    ofIngest = letters.articlesOfIngest();
    IOException[] failure = new IOException[1];
    letters.read(
        OF_ENRICH,
        entry -> {
          DeadLetterState state = entry.state();
          if (state == null || state.getState() == Handling.DROPPED) {
            try {
              noteLetter(entry.letter());
            } catch (IOException e) {
              failure[0] = e;
            }
          }
        });
    if (failure[0] != null) {
      throw failure[0];
    }
  }

  private void noteLetter(Letter letter) throws IOException {
    DeadLetter.Origin origin = letter.origin();
    byte[] key = letter.key();
    if (key == null) {
      return;
    }
    String id = new String(key, StandardCharsets.UTF_8);
    if (origin.topic().equals(topics.raw().name())) {
      notes.letter(id, origin.offset());
    } else {
      String offset = letter.header(RawOrigin.OFFSET, "");
      if (offset.matches("[0-9]{1,18}")) {
        notes.letter(id, Long.parseLong(offset));
      }
    }
  }

  private void compare(List<String> ids, Map<String, Fault> faults)
      throws IOException, InterruptedException {
    Map<String, Future<IndexLookup.Found>> asked = new LinkedHashMap<>();
    for (String id : ids) {
      Optional<Fault> fault = inEnriched(id);
      if (fault.isPresent()) {
        add(fault.get(), faults);
      } else {
        asked.put(id, lookups.submit(() -> index.article(id)));
      }
    }
    for (Map.Entry<String, Future<IndexLookup.Found>> each : asked.entrySet()) {
      Optional<Fault> fault =
          inIndex(each.getKey(), notes.actual(each.getKey()), found(each.getValue()));
      if (fault.isPresent()) {
        add(fault.get(), faults);
      }
    }
  }

  private static void add(Fault fault, Map<String, Fault> faults) {
    if (faults.size() < MOST_FAULTS) {
      faults.put(fault.id(), fault);
    }
  }

  private Optional<Fault> inEnriched(String id) throws IOException {
    Expectation expectation = notes.expected(id).map(Expectation::read).orElse(Expectation.NOTHING);
    OptionalLong standing = expectation.rawOffset();
    if (standing.isPresent() && notes.isLetter(id, standing.getAsLong())) {
      return Optional.empty();
    }
    Optional<Actual> actual = notes.actual(id);
    Optional<Expectation.Published> wanted = expectation.published(clock.instant());
    long sequence = actual.map(Actual::sequence).orElse(0L);
    if (wanted.isEmpty()) {
      return actual.isEmpty() || actual.get().withdrawn() || ofIngest.contains(id)
          ? Optional.empty()
          : Optional.of(
              new Fault(
                  id,
                  Fault.Kind.ENRICHED_UNKNOWN,
                  "revision " + actual.get().revision(),
                  sequence));
    }
    Expectation.Published published = wanted.get();
    if (published.withdrawn()) {
      return actual.isEmpty() || actual.get().withdrawn()
          ? Optional.empty()
          : Optional.of(
              new Fault(
                  id,
                  Fault.Kind.ENRICHED_NOT_WITHDRAWN,
                  "revision " + actual.get().revision(),
                  sequence));
    }
    if (actual.isEmpty()) {
      return Optional.of(
          new Fault(id, Fault.Kind.ENRICHED_MISSING, "revision " + published.revision(), sequence));
    }
    Actual found = actual.get();
    boolean same =
        !found.withdrawn()
            && found.revision() == published.revision()
            && found.sha256().equals(published.sha256());
    return same
        ? Optional.empty()
        : Optional.of(
            new Fault(
                id,
                Fault.Kind.ENRICHED_STALE,
                "revision %d%s instead of %d"
                    .formatted(
                        found.revision(),
                        found.withdrawn() ? ", withdrawn," : "",
                        published.revision()),
                sequence));
  }

  private static Optional<Fault> inIndex(
      String id, Optional<Actual> actual, IndexLookup.Found found) {
    boolean readable = actual.isPresent() && !actual.get().withdrawn();
    long wanted = actual.map(Actual::sequence).orElse(0L);
    return switch (found) {
      case IndexLookup.Found.Nothing() ->
          readable
              ? Optional.of(new Fault(id, Fault.Kind.INDEX_MISSING, "sequence " + wanted, wanted))
              : Optional.empty();
      case IndexLookup.Found.Article(long sequence) when !readable ->
          Optional.of(
              new Fault(
                  id,
                  Fault.Kind.INDEX_NOT_WITHDRAWN,
                  "sequence " + sequence,
                  Math.max(wanted, sequence)));
      case IndexLookup.Found.Article(long sequence) when sequence != wanted ->
          Optional.of(
              new Fault(
                  id,
                  Fault.Kind.INDEX_STALE,
                  "sequence %d instead of %d".formatted(sequence, wanted),
                  Math.max(wanted, sequence)));
      case IndexLookup.Found.Article _ -> Optional.empty();
    };
  }

  private static IndexLookup.Found found(Future<IndexLookup.Found> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lookups.shutdownNow();
    raw.close();
    enriched.close();
    admin.close();
    notes.close();
  }
}

package dev.copydesk.enrich.letters;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.RawOrigin;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Tries dead letters again, after what was wrong has been mended.
 *
 * <p>Letters of ingest and enrich go to {@code news.replay}, never to {@code news.raw}, in one
 * transaction with the word that they were handled: killed at any moment, a letter is open or on
 * its way. What fails again is a letter anew. For a letter of the index, the article is enriched
 * again and its record written anew, which the index reads as any other.
 */
public final class Retry implements AutoCloseable {

  private static final int BATCH = 100;
  private static final long BATCH_BYTES = 16L << 20;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TRANSACTION_MILLIS = 10_000;

  private final String id = "retry-" + UUID.randomUUID();
  private final Topics topics;
  private final AvroCodec codec;
  private final LetterBox box;
  private final Replay replay;
  private final IngestLetters ingest;
  private final InstantSource clock;
  private final KafkaClients clients;
  private final Admin admin;
  private final TopologyPosition topology;
  private final KafkaProducer<byte[], byte[]> producer;

  private final List<Refusal> refusals = new ArrayList<>();
  private final List<LetterBox.Entry> batch = new ArrayList<>();
  private final Map<String, List<Letter>> ofIndex = new HashMap<>();
  private long batchBytes;
  private int sent;

  /** A letter that could not even be sent, and stays open. */
  public record Refusal(Letter.Position letter, String reason) {}

  /**
   * What came of it.
   *
   * @param passed letters whose bytes went through
   * @param again letters whose bytes failed again; a new letter is open for each
   * @param refused letters that stay as they are
   */
  public record Outcome(int passed, int again, List<Refusal> refused) {}

  /**
   * @param applicationId of the topology, which is its consumer group
   * @param ingest reads what ingest turned away
   */
  public Retry(
      KafkaSettings kafka, String applicationId, IngestLetters ingest, InstantSource clock) {
    this.topics = kafka.topics();
    this.codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.box = new LetterBox(kafka, clock);
    this.replay = new Replay(kafka, applicationId, clock);
    this.ingest = ingest;
    this.clock = clock;
    this.clients = new KafkaClients(kafka);
    this.admin = clients.admin(LetterBox.CLIENT_ID);
    this.topology = new TopologyPosition(admin, applicationId, topics);
    this.producer =
        clients.producer(
            LetterBox.CLIENT_ID,
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topics.prefix() + LetterBox.CLIENT_ID + "-" + id,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                TRANSACTION_MILLIS));
  }

  /**
   * Tries every open letter of the choice that is there now, and waits until the topology has
   * worked them off.
   *
   * @throws InterruptedException if it was told to stop; what was sent is worked off all the same
   * @throws KafkaException if the brokers cannot be reached
   */
  public Outcome run(LetterChoice choice) throws InterruptedException {
    producer.initTransactions();
    Map<TopicPartition, Long> ends = box.ends();
    List<LetterBox.Entry> taken = new ArrayList<>();
    List<Letter.Position> open = new ArrayList<>();
    box.read(choice, ends, entry -> open.add(entry.letter().position()));
    // Positions first: to send and wait while reading would hold up the reader.
    for (int from = 0; from < open.size(); from += BATCH) {
      taken.clear();
      List<Letter.Position> some = open.subList(from, Math.min(open.size(), from + BATCH));
      box.fetch(some, letter -> taken.add(new LetterBox.Entry(letter, null)));
      for (LetterBox.Entry entry : taken) {
        take(entry);
      }
    }
    sendBatch();
    int again = failedSince(ends);
    int passedIndex = rewriteForIndex();
    return new Outcome(sent - again + passedIndex, again, List.copyOf(refusals));
  }
}

package dev.copydesk.enrich.letters;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.Handling;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

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
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int TRANSACTION_MILLIS = 30_000;

  private final String id = "retry-" + UUID.randomUUID();
  private final Topics topics;
  private final LetterBox box;
  private final Replay replay;
  private final Resend resend;
  private final Admin admin;
  private final TopologyPosition topology;
  private final KafkaProducer<byte[], byte[]> producer;

  private final List<Refusal> refused = new ArrayList<>();
  private final Map<String, List<Letter>> ofIndex = new LinkedHashMap<>();
  private final Map<Letter, ProducerRecord<byte[], byte[]>> batch = new LinkedHashMap<>();
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
    this.box = new LetterBox(kafka, clock);
    this.replay = new Replay(kafka, applicationId, clock);
    KafkaClients clients = new KafkaClients(kafka);
    AvroCodec codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    this.resend = new Resend(id, topics, codec, ingest, clients, clock);
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
    try (LetterBox.Reading letters = box.reading(choice, ends)) {
      while (!letters.isDone()) {
        for (LetterBox.Entry entry : letters.next()) {
          take(entry.letter());
        }
      }
    }
    send();
    int again = failedSince(ends);
    int rewritten = rewriteForIndex();
    return new Outcome(sent - again + rewritten, again, List.copyOf(refused));
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }

  private void take(Letter letter) throws InterruptedException {
    if (letter.stage().equals("index")) {
      takeOfIndex(letter);
      return;
    }
    Resend.Step step =
        letter.stage().equals("ingest") ? resend.ofIngest(letter) : resend.ofEnrich(letter);
    switch (step) {
      case Resend.Step.Refuse(String reason) -> refused.add(new Refusal(letter.position(), reason));
      case Resend.Step.Send(ProducerRecord<byte[], byte[]> record) -> {
        batch.put(letter, record);
        batchBytes += record.value().length;
        if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
          send();
        }
      }
    }
  }

  private void takeOfIndex(Letter letter) {
    byte[] key = letter.key();
    if (key == null) {
      refused.add(new Refusal(letter.position(), "it has no key, so that its article is unknown"));
    } else {
      ofIndex
          .computeIfAbsent(new String(key, StandardCharsets.UTF_8), _ -> new ArrayList<>())
          .add(letter);
    }
  }

  private void send() throws InterruptedException {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    List<Future<RecordMetadata>> results = new ArrayList<>();
    batch.forEach(
        (letter, record) -> {
          results.add(producer.send(record));
          String article =
              letter.stage().equals("ingest")
                  ? new String(record.key(), StandardCharsets.UTF_8)
                  : null;
          producer.send(box.handled(letter, Handling.RETRIED, id, article));
        });
    producer.flush();
    List<RecordMetadata> positions = new ArrayList<>();
    for (Future<RecordMetadata> result : results) {
      positions.add(position(result));
    }
    producer.commitTransaction();
    sent += batch.size();
    batch.clear();
    batchBytes = 0;
    await(positions);
  }

  private void await(List<RecordMetadata> positions) throws InterruptedException {
    topology.refresh();
    while (!positions.stream()
        .allMatch(at -> topology.hasPassedReplay(at.partition(), at.offset()))) {
      Thread.sleep(PAUSE);
      topology.refresh();
    }
  }

  /** Letters of what was sent, which carry its header. */
  private int failedSince(Map<TopicPartition, Long> ends) {
    List<Letter.Position> failed = new ArrayList<>();
    box.readSince(
        ends,
        letter -> {
          if (letter.header(ReplayEvents.REPLAY, "").equals(id)) {
            failed.add(letter.position());
          }
        });
    return failed.size();
  }

  /** How many letters have an article whose record was written anew. */
  private int rewriteForIndex() throws InterruptedException {
    if (ofIndex.isEmpty()) {
      return 0;
    }
    Set<String> found = new HashSet<>();
    Wanted wanted =
        new Wanted() {
          @Override
          public boolean has(String article) {
            boolean one = ofIndex.containsKey(article);
            if (one) {
              found.add(article);
            }
            return one;
          }

          @Override
          public OptionalLong rewriteAbove(String article) {
            return OptionalLong.of(0);
          }
        };
    replay.execute(
        replay.plan(new Selector.Earliest(), new Limit.Repair("dlq retry of the index")),
        wanted,
        _ -> {});
    int passed = 0;
    producer.beginTransaction();
    for (Map.Entry<String, List<Letter>> article : ofIndex.entrySet()) {
      for (Letter letter : article.getValue()) {
        if (found.contains(article.getKey())) {
          producer.send(box.handled(letter, Handling.RETRIED, id, null));
          passed++;
        } else {
          refused.add(
              new Refusal(letter.position(), "no article of its key is in " + topics.raw().name()));
        }
      }
    }
    producer.commitTransaction();
    return passed;
  }

  private RecordMetadata position(Future<RecordMetadata> result) throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new KafkaException("The brokers took no record for " + topics.replay().name(), e);
    }
  }
}

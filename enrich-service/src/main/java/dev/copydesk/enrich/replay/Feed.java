package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import dev.copydesk.service.kafka.replays.ReplayOrders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One run of a replay: reads {@code news.raw} to its planned ends, writes the same bytes to the
 * same partition of {@code news.replay} with the present time.
 *
 * <p>Two things hold it back. Kafka Streams takes the lowest timestamp first, so a long queue of
 * replayed records would keep live ones waiting: only so many may be unprocessed at a time. And no
 * record is fed before the topology has met it in {@code news.raw}: the order of revisions stays
 * that of their arrival, whatever is replayed.
 *
 * <p>What is fed and how far that is are committed in one transaction, whose name is the replay's:
 * whoever takes the replay up feeds nothing twice, and ends a run that only seemed dead.
 */
final class Feed {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration REPORT_EVERY = Duration.ofMillis(500);
  private static final Duration LOOK_AT_LAG_EVERY = Duration.ofMillis(250);

  private final String id;
  private final Report report;
  private final Topics topics;
  private final AvroCodec codec;
  private final RawReader raw;
  private final Wanted wanted;
  private final Producer<byte[], byte[]> producer;
  private final TopologyPosition topology;
  private final Pace pace;
  private final ReplayOrders orders;
  private final LiveEnds liveEnds;
  private final Consumer<ReplayProgress> listener;
  private final InstantSource clock;

  private final Deque<Fed> unprocessed = new ArrayDeque<>();
  private final Map<Integer, Long> replayed = new LinkedHashMap<>();
  private long fed;
  private Instant told = Instant.MIN;
  private Instant looked = Instant.MIN;
  private @Nullable ReplayProgress committed;

  /** Where a record lies in news.replay. */
  private record Fed(int partition, long offset) {}

  /** Asks for the present ends of news.raw. */
  interface LiveEnds {
    Map<TopicPartition, Long> now();
  }

  /**
   * What it works with.
   *
   * @param producer transactional
   */
  record Tools(
      Topics topics,
      AvroCodec codec,
      RawReader raw,
      Wanted wanted,
      Producer<byte[], byte[]> producer,
      TopologyPosition topology,
      Pace pace,
      ReplayOrders orders,
      LiveEnds liveEnds,
      Consumer<ReplayProgress> listener,
      InstantSource clock) {}

  Feed(Run run, Tools tools) {
    this.id = run.id();
    this.report = new Report(run);
    this.topics = tools.topics();
    this.codec = tools.codec();
    this.raw = tools.raw();
    this.wanted = tools.wanted();
    this.producer = tools.producer();
    this.topology = tools.topology();
    this.pace = tools.pace();
    this.orders = tools.orders();
    this.liveEnds = tools.liveEnds();
    this.listener = tools.listener();
    this.clock = tools.clock();
    ReplayProgress before = run.before();
    if (before != null) {
      fed = before.getFed();
      before
          .getPartitions()
          .forEach(
              p -> {
                if (p.getReplayed() >= 0) {
                  replayed.put(p.getPartition(), p.getReplayed());
                  unprocessed.add(new Fed(p.getPartition(), p.getReplayed()));
                }
              });
    }
  }

  /**
   * Feeds to the end, or until it is told to stop.
   *
   * @return how it ended; RUNNING where another run has taken it over
   */
  ReplayState run() throws InterruptedException {
    try {
      producer.initTransactions();
      feedOn(List.of());
      Optional<ReplayState> wish = orders.heard();
      while (wish.isEmpty() && !(raw.isDone() && unprocessed.isEmpty())) {
        raw.readOn();
        look();
        List<ConsumerRecord<byte[], byte[]>> batch = batch();
        if (!batch.isEmpty() || told.isBefore(clock.instant().minus(REPORT_EVERY))) {
          feedOn(batch);
        }
        if (batch.isEmpty()) {
          Thread.sleep(PAUSE);
        }
        wish = orders.heard();
      }
      ReplayState state = wish.orElse(ReplayState.COMPLETED);
      if (state != ReplayState.RUNNING) {
        end(progress(state, wish.isPresent() ? "told to by another process" : null));
      }
      return state;
    } catch (ProducerFencedException | InvalidProducerEpochException _) {
      return ReplayState.RUNNING;
    } catch (InterruptedException e) {
      throw stopped(e);
    } catch (InterruptException e) {
      // Kafka's clients set the flag again, which would keep the last word from being sent.
      Thread.interrupted();
      throw stopped(new InterruptedException(e.getMessage()));
    } catch (KafkaException e) {
      tryToEnd(ReplayState.FAILED, e.getMessage(), e);
      throw e;
    }
  }

  private InterruptedException stopped(InterruptedException e) {
    tryToEnd(ReplayState.PAUSED, "stopped before its end", e);
    return e;
  }

  /**
   * Says where it stood when it last committed. Without its last word it stands as one that was
   * killed does, and is resumed like it.
   */
  private void tryToEnd(ReplayState state, @Nullable String message, Exception cause) {
    ReplayProgress last = committed;
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException e) {
      // None was open, or the brokers end it.
      cause.addSuppressed(e);
    }
    try {
      if (last != null) {
        end(
            ReplayProgress.newBuilder(last)
                .setState(state)
                .setMessage(message)
                .setUpdated(clock.millis())
                .build());
      }
    } catch (KafkaException | IllegalStateException e) {
      cause.addSuppressed(e);
    }
  }

  private void look() throws InterruptedException {
    topology.refresh();
    int before = unprocessed.size();
    unprocessed.removeIf(at -> topology.hasPassedReplay(at.partition(), at.offset()));
    pace.processed(before - unprocessed.size());
    if (looked.isBefore(clock.instant().minus(LOOK_AT_LAG_EVERY))) {
      looked = clock.instant();
      pace.liveLag(topology.liveLag(liveEnds.now()));
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> batch() {
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    int allowed = pace.allows(unprocessed.size());
    Deque<ConsumerRecord<byte[], byte[]>> queue = raw.queue();
    while (batch.size() < allowed
        && !queue.isEmpty()
        && topology.hasPassedRaw(queue.element().partition(), queue.element().offset())) {
      batch.add(queue.remove());
    }
    return batch;
  }

  private void feedOn(List<ConsumerRecord<byte[], byte[]>> batch) throws InterruptedException {
    producer.beginTransaction();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    batch.forEach(record -> sent.add(producer.send(copy(record))));
    producer.flush();
    List<Fed> positions = new ArrayList<>();
    for (Future<RecordMetadata> future : sent) {
      RecordMetadata at = position(future);
      positions.add(new Fed(at.partition(), at.offset()));
      replayed.put(at.partition(), at.offset());
    }
    fed += sent.size();
    ReplayProgress progress = progress(ReplayState.RUNNING, null);
    producer.send(report.record(topics, codec, progress));
    producer.commitTransaction();
    unprocessed.addAll(positions);
    pace.fed(batch.size());
    tell(progress);
  }

  private void end(ReplayProgress progress) {
    producer.beginTransaction();
    producer.send(report.record(topics, codec, progress));
    producer.commitTransaction();
    tell(progress);
  }

  private void tell(ReplayProgress progress) {
    told = clock.instant();
    committed = progress;
    listener.accept(progress);
  }

  private ReplayProgress progress(ReplayState state, @Nullable String message) {
    return report.progress(state, raw.next(), replayed, fed, message, clock.instant());
  }

  private RecordMetadata position(Future<RecordMetadata> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProducerFencedException fenced) {
        throw fenced;
      }
      throw new KafkaException("The brokers took no record for " + topics.replay().name(), e);
    }
  }

  private ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    new RawOrigin(record.offset(), record.timestamp(), id).writeTo(headers);
    if (record.key() != null) {
      wanted
          .rewriteAbove(new String(record.key(), StandardCharsets.UTF_8))
          .ifPresent(sequence -> RawOrigin.rewriteAbove(headers, sequence));
    }
    CloudEvents.headers(
            id + "/" + record.partition() + "/" + record.offset(),
            ReplayEvents.SOURCE,
            "dev.copydesk.article.replayed",
            clock.instant())
        .forEach(header -> headers.remove(header.key()).add(header));
    return new ProducerRecord<>(
        topics.replay().name(),
        record.partition(),
        clock.millis(),
        record.key(),
        record.value(),
        headers);
  }
}

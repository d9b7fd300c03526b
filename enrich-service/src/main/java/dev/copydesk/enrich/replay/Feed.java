package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.CloudEvents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * One run of a replay: reads {@code news.raw} to its planned ends, writes the same bytes to the
 * same partition of {@code news.replay} with the present time.
 *
 * <p>Two things hold it back. Kafka Streams takes the lowest timestamp first, so a long queue of
 * replayed records would keep live ones waiting: only so many may be unprocessed at a time. And no
 * record is fed before the topology has met it in {@code news.raw}: the order of revisions stays
 * that of their arrival, whatever is replayed.
 */
final class Feed {

  static final String SOURCE = "/copydesk/replay";

  private static final Duration POLL = Duration.ofMillis(100);

  private final String id;
  private final Topics topics;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], byte[]> producer;
  private final TopologyPosition topology;
  private final int maxUnprocessed;
  private final Report report;
  private final InstantSource clock;

  private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();
  private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();
  private final Deque<RecordMetadata> unprocessed = new ArrayDeque<>();
  private final Map<Integer, Long> next = new LinkedHashMap<>();
  private long fed;

  Feed(
      String id,
      ReplayPlan plan,
      Topics topics,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      TopologyPosition topology,
      int maxUnprocessed,
      Report report,
      InstantSource clock) {
    this.id = id;
    this.topics = topics;
    this.consumer = consumer;
    this.producer = producer;
    this.topology = topology;
    this.maxUnprocessed = maxUnprocessed;
    this.report = report;
    this.clock = clock;
    for (ReplayPlan.Part part : plan.partitions()) {
      ends.put(new TopicPartition(topics.raw().name(), part.partition()), part.to());
      next.put(part.partition(), part.from());
    }
  }

  void run() throws InterruptedException {
    try {
      consumer.assign(ends.keySet());
      ends.keySet().forEach(p -> consumer.seek(p, next.getOrDefault(p.partition(), 0L)));
      while (!isRead() || !read.isEmpty() || !unprocessed.isEmpty()) {
        report.running(next, fed);
        readOn();
        topology.refresh();
        unprocessed.removeIf(at -> topology.hasPassedReplay(at.partition(), at.offset()));
        if (feed() == 0) {
          Thread.sleep(POLL);
        }
      }
      report.ended(ReplayState.COMPLETED, next, fed, null);
    } catch (InterruptedException e) {
      throw canceled(e);
    } catch (InterruptException e) {
      // Kafka's clients set the flag again, which would keep the last word from being sent.
      Thread.interrupted();
      throw canceled(new InterruptedException(e.getMessage()));
    } catch (KafkaException e) {
      report.ended(ReplayState.FAILED, next, fed, e.getMessage());
      throw e;
    }
  }

  private InterruptedException canceled(InterruptedException e) {
    report.ended(ReplayState.CANCELED, next, fed, "stopped before its end");
    return e;
  }

  /** Positions tell the end, not records: the last offsets may be markers of transactions. */
  private boolean isRead() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void readOn() {
    if (!read.isEmpty() || isRead()) {
      return;
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
      if (end != null && record.offset() < end) {
        read.add(record);
      }
    }
    ends.forEach(
        (partition, end) -> {
          if (consumer.position(partition) >= end) {
            consumer.pause(List.of(partition));
          }
        });
  }

  private int feed() throws InterruptedException {
    Deque<Future<RecordMetadata>> sent = new ArrayDeque<>();
    while (!read.isEmpty()
        && unprocessed.size() + sent.size() < maxUnprocessed
        && topology.hasPassedRaw(read.element().partition(), read.element().offset())) {
      ConsumerRecord<byte[], byte[]> record = read.remove();
      sent.add(producer.send(replayed(record)));
      next.put(record.partition(), record.offset() + 1);
    }
    producer.flush();
    for (Future<RecordMetadata> future : sent) {
      try {
        unprocessed.add(future.get());
      } catch (ExecutionException e) {
        throw new KafkaException("The brokers took no record for " + topics.replay().name(), e);
      }
    }
    fed += sent.size();
    return sent.size();
  }

  private ProducerRecord<byte[], byte[]> replayed(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders(record.headers());
    new RawOrigin(record.offset(), record.timestamp(), id).writeTo(headers);
    CloudEvents.headers(
            id + "/" + record.partition() + "/" + record.offset(),
            SOURCE,
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

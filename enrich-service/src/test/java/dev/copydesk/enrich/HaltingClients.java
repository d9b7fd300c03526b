package dev.copydesk.enrich;

import dev.copydesk.schema.Topics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's own clients, of which one halts its thread at a failpoint and says {@code reached}. Kafka
 * Streams makes it by its name, so what it is to do stands in system properties.
 */
public final class HaltingClients implements KafkaClientSupplier {

  static final String FAILPOINT = "copydesk.failpoint";
  static final String PREFIX = "copydesk.prefix";

  private final Failpoint halt = Failpoint.valueOf(System.getProperty(FAILPOINT));
  private final AtomicInteger left = new AtomicInteger(Integer.getInteger(FAILPOINT + ".nth"));
  private final PrintStream parent =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Topics topics = new Topics(System.getProperty(PREFIX), 1);

  private void reached(Failpoint point) {
    if (point == halt && left.decrementAndGet() == 0) {
      parent.println("reached");
      // For ever: who waits for that word kills.
      new Semaphore(0).acquireUninterruptibly();
    }
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new HaltingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new HaltingConsumer(config, Failpoint.POLLED);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new HaltingConsumer(config, Failpoint.RESTORING);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    throw new UnsupportedOperationException("The topology has no global store");
  }

  private final class HaltingConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Failpoint given;

    HaltingConsumer(Map<String, Object> config, Failpoint given) {
      super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      this.given = given;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      if (!records.isEmpty()) {
        reached(given);
      }
      return records;
    }
  }

  private final class HaltingProducer extends KafkaProducer<byte[], byte[]> {

    HaltingProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void beginTransaction() {
      super.beginTransaction();
      reached(Failpoint.BEGUN);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      Future<RecordMetadata> sent = super.send(record, callback);
      Failpoint point = sentTo(record.topic());
      if (point == halt) {
        // Else it would lie in this process alone, and be gone with it.
        flush();
        reached(point);
      }
      return sent;
    }

    private Failpoint sentTo(String topic) {
      if (topic.equals(topics.enriched().name())) {
        return Failpoint.ENRICHED_SENT;
      }
      return topic.equals(topics.deadLetters().name())
          ? Failpoint.LETTER_SENT
          : Failpoint.STATE_SENT;
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      reached(Failpoint.BEFORE_OFFSETS);
      super.sendOffsetsToTransaction(offsets, group);
    }

    @Override
    public void commitTransaction() {
      reached(Failpoint.BEFORE_COMMIT);
      super.commitTransaction();
      reached(Failpoint.AFTER_COMMIT);
    }
  }
}

package dev.copydesk.standalone;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.Stretch;
import dev.copydesk.service.kafka.TopicAdmin;
import dev.copydesk.standalone.command.CommandFailure;
import dev.copydesk.standalone.command.ExitStatus;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads {@code news.files}: of each file the last receipt, then those that come.
 *
 * <p>A partition is read twice, first for where the last receipt of each file is: some hundred
 * bytes a file are held, and not its receipt.
 */
final class ReceiptReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Comparator<TopicPartition> BY_NUMBER =
      Comparator.comparingInt(TopicPartition::partition);

  /** Tells keys apart in 16 bytes: the first half of their SHA-256. */
  private record KeyHash(long first, long second) {}

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final Stretch all;

  /**
   * @throws CommandFailure if the topic is missing
   */
  ReceiptReader(KafkaSettings kafka) {
    Topic topic = kafka.topics().files();
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    consumer = new KafkaClients(kafka).consumer("copydesk-files", Map.of());
    List<PartitionInfo> partitions = consumer.partitionsFor(topic.name());
    if (partitions == null || partitions.isEmpty()) {
      consumer.close();
      throw new CommandFailure(ExitStatus.CONFIGURATION, TopicAdmin.missing(topic.name()));
    }
    all = Stretch.of(consumer, topic.name());
  }

  /**
   * The last receipt of each file, of those that are committed now.
   *
   * @throws dev.copydesk.service.kafka.BadInputException if a record is no receipt
   */
  void last(Consumer<FileReceipt> taker) {
    for (TopicPartition partition : all.ends().keySet().stream().sorted(BY_NUMBER).toList()) {
      Map<KeyHash, Long> last = new HashMap<>();
      read(partition, record -> last.put(hash(record.key()), record.offset()));
      read(
          partition,
          record -> {
            Long offset = last.get(hash(record.key()));
            if (offset != null && offset == record.offset() && record.value() != null) {
              taker.accept(codec.decode(FileReceipt.class, record.value()));
            }
          });
    }
  }

  /**
   * Every receipt committed after those of {@link #last}, for as long as is wanted.
   *
   * @param pause called whenever there are no more for now
   */
  void follow(Consumer<FileReceipt> taker, Runnable pause, BooleanSupplier isWanted) {
    consumer.assign(all.ends().keySet());
    all.ends().forEach(consumer::seek);
    while (isWanted.getAsBoolean()) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                if (record.value() != null) {
                  taker.accept(codec.decode(FileReceipt.class, record.value()));
                }
              });
      pause.run();
    }
  }

  private void read(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Stretch one = all.only(partition);
    one.read(
        consumer,
        record -> {
          if (record.offset() < one.ends().getOrDefault(partition, 0L)) {
            taker.accept(record);
          }
        });
  }

  private static KeyHash hash(byte[] key) {
    try {
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key));
      return new KeyHash(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

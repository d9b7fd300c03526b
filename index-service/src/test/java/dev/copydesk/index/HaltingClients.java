package dev.copydesk.index;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Halts where Kafka's clients give records, or have been told that the brokers have one. */
public final class HaltingClients
    implements ConsumerInterceptor<byte[], byte[]>, ProducerInterceptor<byte[], byte[]> {

  private final Halt halt = Halt.ordered();

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    halt.reached(Failpoint.TAKEN);
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> letter) {
    return letter;
  }

  @Override
  public void onAcknowledgement(@Nullable RecordMetadata letter, @Nullable Exception failure) {
    if (failure == null) {
      halt.reached(Failpoint.LETTER_SENT);
    }
  }

  @Override
  public void configure(Map<String, ?> config) {}

  @Override
  public void close() {}
}

package dev.copydesk.testkit;

import dev.copydesk.schema.v1.RawArticle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to topics as ingest would, outside a transaction. */
public final class TopicWriter implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;

  public TopicWriter(Cluster cluster) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers(), "max.request.size", 12 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Writes one record and returns where it lies. */
  public RecordMetadata write(String topic, String key, byte[] value) {
    return acknowledged(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  /**
   * Writes articles under their ids and returns when all are acknowledged.
   *
   * @param encode an article to the value of its record
   */
  public void write(String topic, List<RawArticle> articles, Function<RawArticle, byte[]> encode) {
    write(topic, articles, RawArticle::getId, encode);
  }

  /**
   * Writes values under their keys, in their order, and returns when all are acknowledged.
   *
   * @param encode a value to that of its record
   */
  public <T> void write(
      String topic, List<T> values, Function<T, String> key, Function<T, byte[]> encode) {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var value : values) {
      sent.add(producer.send(new ProducerRecord<>(topic, key.apply(value), encode.apply(value))));
    }
    producer.flush();
    sent.forEach(TopicWriter::acknowledged);
  }

  @Override
  public void close() {
    producer.close();
  }

  private static RecordMetadata acknowledged(Future<RecordMetadata> sent) {
    try {
      return sent.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the broker took no record", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing", interrupted);
    }
  }
}

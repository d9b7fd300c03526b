package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;

import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Revisions, kill notices, tombstones and junk, articles old and new. One thread at a time. */
final class Traffic implements AutoCloseable {

  private final KafkaSettings kafka;
  private final Random random;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<String, Long> sequences = new HashMap<>();
  private int junk;

  Traffic(KafkaSettings kafka, Random random) {
    this.kafka = kafka;
    this.random = random;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Keys of records that nobody can read begin so. */
  static final String JUNK = "junk-";

  void write(int count) {
    AvroCodec codec = RunningIndex.codec(kafka);
    String topic = kafka.topics().enriched().name();
    for (int i = 0; i < count; i++) {
      String id =
          random.nextInt(3) == 0 && !sequences.isEmpty()
              ? "a" + random.nextInt(sequences.size())
              : "a" + sequences.size();
      int kind = random.nextInt(20);
      if (kind == 2) {
        producer.send(new ProducerRecord<>(topic, JUNK + junk++, new byte[] {1, 2, 3}));
        continue;
      }
      long sequence = sequences.merge(id, 1L, Long::sum);
      EnrichedArticle article = kind == 1 ? canceled(id, sequence) : usable(id, sequence);
      byte[] value = kind == 0 ? null : codec.encode(kafka.topics().enriched(), article);
      producer.send(new ProducerRecord<>(topic, id, value));
    }
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}

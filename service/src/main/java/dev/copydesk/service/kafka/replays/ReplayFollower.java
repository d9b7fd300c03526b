package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Hears what is said of a replay from its own making on. */
public final class ReplayFollower implements AutoCloseable {

  private static final String CLIENT_ID = "copydesk-replay-follower";
  private static final Duration POLL = Duration.ofMillis(500);

  private final AvroCodec codec;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public ReplayFollower(KafkaSettings kafka) {
    codec = new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
    consumer = new KafkaClients(kafka).consumer(CLIENT_ID, Map.of());
    List<TopicPartition> partitions =
        consumer.partitionsFor(kafka.topics().replays().name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /**
   * Returns when it has stopped, or whoever runs it has fallen silent.
   *
   * @param listener told every event, on the calling thread
   * @return its last event; empty where it is silent
   * @throws InterruptedException if it was told to stop
   */
  public Optional<ReplayProgress> follow(String id, Consumer<ReplayProgress> listener)
      throws InterruptedException {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    long heard = System.nanoTime();
    try {
      while (System.nanoTime() - heard < ReplayLog.SILENCE.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (Arrays.equals(record.key(), key) && record.value() != null) {
            ReplayProgress event = codec.decode(ReplayProgress.class, record.value());
            listener.accept(event);
            if (event.getState() != ReplayState.RUNNING) {
              return Optional.of(event);
            }
            heard = System.nanoTime();
          }
        }
      }
      return Optional.empty();
    } catch (InterruptException e) {
      // Kafka's clients set the flag again.
      Thread.interrupted();
      throw new InterruptedException(e.getMessage());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

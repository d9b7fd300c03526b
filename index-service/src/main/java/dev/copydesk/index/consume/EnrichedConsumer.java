package dev.copydesk.index.consume;

import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Makes the consumer that reads {@code news.enriched}. */
final class EnrichedConsumer {

  /** How long a call to the brokers may take. */
  static final int PATIENCE_MILLIS = 10_000;

  private static final String GROUP = "copydesk-index";

  /** With the bytes of a fetch, what bounds the heap that a batch takes. */
  private static final int BATCH_RECORDS = 200;

  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  /** How long nobody reads the partitions of an instance that died; Kafka's 45 s are too long. */
  private static final String SESSION_MILLIS = "10000";

  private EnrichedConsumer() {}

  /**
   * @param clientId the name that brokers know it by
   */
  static KafkaConsumer<byte[], byte[]> open(
      String clientId, KafkaSettings settings, KafkaClients clients) {
    return clients.consumer(
        clientId,
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG, settings.topics().prefix() + GROUP,
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                settings
                    .clientProperties()
                    .getOrDefault(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS),
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH_RECORDS,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS));
  }
}

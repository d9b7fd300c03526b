package dev.copydesk.service.kafka;

import dev.copydesk.schema.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka clients the way Copydesk uses them; keys and values are bytes, since decoding may
 * need to wait.
 */
public final class KafkaClients {

  private final KafkaSettings settings;
  private final @Nullable MeterRegistry meters;

  /** Of clients whose own metrics nobody reads: those of commands. */
  public KafkaClients(KafkaSettings settings) {
    this.settings = settings;
    this.meters = null;
  }

  /**
   * @param meters where producers and consumers show Kafka's own metrics while they live
   */
  public KafkaClients(KafkaSettings settings, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
  }

  /** What every client is given: the brokers and the user's own client properties. */
  public Map<String, Object> common(String clientId) {
    Map<String, Object> properties = new HashMap<>(settings.clientProperties());
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return properties;
  }

  public Admin admin(String clientId) {
    return Admin.create(common(clientId));
  }

  /** An idempotent producer; {@code overrides} may make it transactional. */
  public KafkaProducer<byte[], byte[]> producer(String clientId, Map<String, ?> overrides) {
    Map<String, Object> properties = common(clientId);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    properties.putAll(overrides);
    return meters == null
        ? new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())
        : new MeteredProducer(properties, meters);
  }

  /** A consumer of committed records alone that commits nothing by itself. */
  public KafkaConsumer<byte[], byte[]> consumer(String clientId, Map<String, ?> overrides) {
    Map<String, Object> properties = common(clientId);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.MAX_MESSAGE_BYTES);
    properties.putAll(overrides);
    return meters == null
        ? new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        : new MeteredConsumer(properties, meters);
  }
}

package dev.copydesk.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Shows its own metrics from its making to its closing. */
final class MeteredConsumer extends KafkaConsumer<byte[], byte[]> {

  private final KafkaClientMetrics shown;

  MeteredConsumer(Map<String, Object> properties, MeterRegistry meters) {
    super(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    shown = new KafkaClientMetrics(this);
    shown.bindTo(meters);
  }

  @Override
  public void close() {
    shown.close();
    super.close();
  }

  @Override
  public void close(CloseOptions options) {
    shown.close();
    super.close(options);
  }
}

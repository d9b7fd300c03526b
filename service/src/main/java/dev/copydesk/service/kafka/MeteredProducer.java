package dev.copydesk.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Shows its own metrics from its making to its closing. */
final class MeteredProducer extends KafkaProducer<byte[], byte[]> {

  private final KafkaClientMetrics shown;

  MeteredProducer(Map<String, Object> properties, MeterRegistry meters) {
    super(properties, new ByteArraySerializer(), new ByteArraySerializer());
    shown = new KafkaClientMetrics(this);
    shown.bindTo(meters);
  }

  // So does close() without a time.
  @Override
  public void close(Duration timeout) {
    shown.close();
    super.close(timeout);
  }
}

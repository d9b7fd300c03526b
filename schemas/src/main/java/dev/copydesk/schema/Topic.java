package dev.copydesk.schema;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * A topic as Copydesk creates it.
 *
 * @param name full name, prefix included
 * @param key what the key holds
 * @param value schema of the value; the {@code bytes} schema where values are kept as they came
 * @param partitions partitions at creation
 * @param config topic configuration at creation, by Kafka's names; what is absent is the broker's
 *     default
 * @param purpose what the topic is for, in one sentence
 */
public record Topic(
    String name,
    String key,
    Schema value,
    int partitions,
    Map<String, String> config,
    String purpose) {

  public Topic {
    config = Map.copyOf(config);
  }

  /** The subject of the value's schema: TopicNameStrategy. */
  public String valueSubject() {
    return name + "-value";
  }

  /** Whether values carry a registered schema; dead letters are kept as the bytes they came as. */
  public boolean hasRegisteredSchema() {
    return value.getType() == Schema.Type.RECORD;
  }
}

package dev.copydesk.standalone.command;

import dev.copydesk.service.kafka.KafkaSettings;
import java.util.HashMap;
import java.util.Map;

/** How long a command waits for a broker before it says that it is down. */
public final class Patience {

  private static final String API_TIMEOUT_MILLIS = "10000";
  private static final String REQUEST_TIMEOUT_MILLIS = "5000";

  private Patience() {}

  /**
   * The settings for somebody who waits at a terminal: services wait a broker out, people want to
   * know. What the user's own client properties say goes first.
   */
  public static KafkaSettings brief(KafkaSettings settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("default.api.timeout.ms", API_TIMEOUT_MILLIS);
    properties.put("request.timeout.ms", REQUEST_TIMEOUT_MILLIS);
    properties.putAll(settings.clientProperties());
    return new KafkaSettings(
        settings.bootstrapServers(),
        properties,
        settings.schemaRegistry(),
        settings.topics(),
        settings.replicationFactor());
  }
}

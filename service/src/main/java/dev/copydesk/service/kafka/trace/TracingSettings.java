package dev.copydesk.service.kafka.trace;

import dev.copydesk.service.Setting;
import dev.copydesk.service.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where spans go, and of how many articles.
 *
 * @param endpoint takes OTLP over HTTP; empty where no spans are made
 * @param percent of the articles that are traced; one whose trace somebody else began is traced if
 *     they said so
 */
public record TracingSettings(Optional<URI> endpoint, int percent) {

  private static final Setting ENDPOINT =
      new Setting(
          "tracing.endpoint",
          "",
          "Where spans are sent by OTLP over HTTP, such as http://127.0.0.1:4318/v1/traces; empty"
              + " for no tracing.");
  private static final Setting PERCENT =
      new Setting("tracing.percent", "100", "How many of a hundred articles are traced.");

  public static final List<Setting> SETTINGS = List.of(ENDPOINT, PERCENT);

  public static TracingSettings from(Settings settings) {
    return new TracingSettings(
        settings.optionalAddress(ENDPOINT), settings.integer(PERCENT, 0, 100));
  }
}

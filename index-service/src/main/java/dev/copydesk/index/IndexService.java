package dev.copydesk.index;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.consume.EnrichedReader;
import dev.copydesk.index.road.KafkaRoad;
import dev.copydesk.index.road.RoadMetrics;
import dev.copydesk.index.search.SearchApi;
import dev.copydesk.service.Health;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.trace.Tracing;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Keeps the index up with {@code news.enriched} and answers searches over it. */
public final class IndexService implements RunningService {

  private final Lifecycle parts = new Lifecycle();
  private final EnrichedReader reader;
  private final KafkaRoad road;
  private final SearchApi api;

  /**
   * Opens the index; {@link #close} must follow, also where {@link #start} does not.
   *
   * @throws dev.copydesk.service.SettingsException if the folder cannot be used
   */
  public IndexService(
      IndexSettings settings,
      KafkaSettings kafka,
      MeterRegistry meters,
      Health health,
      InstantSource clock) {
    this(settings, kafka, meters, health, clock, Tracing.off());
  }

  /**
   * As the other, with traces.
   *
   * @throws dev.copydesk.service.SettingsException if the folder cannot be used
   */
  public IndexService(
      IndexSettings settings,
      KafkaSettings kafka,
      MeterRegistry meters,
      Health health,
      InstantSource clock,
      Tracing tracing) {
    Storage storage = Storage.open(settings, clock);
    parts.add("index", storage.sink());
    reader =
        parts.add(
            "index-reader",
            new EnrichedReader(
                kafka,
                storage.sink(),
                storage.succession(),
                settings.commitEvery(),
                new ConsumerMetrics(meters),
                clock,
                tracing));
    road =
        parts.add(
            "road", new KafkaRoad(kafka, reader::nextOffsets, new RoadMetrics(meters), clock));
    api = new SearchApi(storage.articles(), road, reader.rebuilding());
    health.addReadiness("index", reader::trouble);
  }

  /** The API, to be mounted on a server. */
  public HttpService routes() {
    return api;
  }

  @Override
  public String name() {
    return "index";
  }

  @Override
  public void start() {
    reader.start();
    road.start();
  }

  @Override
  public CompletableFuture<Void> ended() {
    return reader.ended();
  }

  @Override
  public void close() {
    parts.close();
  }
}

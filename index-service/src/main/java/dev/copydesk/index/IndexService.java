package dev.copydesk.index;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.consume.EnrichedReader;
import dev.copydesk.index.road.KafkaRoad;
import dev.copydesk.index.search.SearchApi;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.service.Health;
import dev.copydesk.service.Lifecycle;
import dev.copydesk.service.RunningService;
import dev.copydesk.service.kafka.KafkaSettings;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
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
      IndexSettings settings, KafkaSettings kafka, MeterRegistry meters, Health health) {
    LuceneSink sink =
        parts.add("index", new LuceneSink(settings.folder(), settings.refreshEvery()));
    reader =
        parts.add(
            "index-reader",
            new EnrichedReader(kafka, sink, settings.commitEvery(), new ConsumerMetrics(meters)));
    road =
        parts.add(
            "road",
            new KafkaRoad(
                kafka,
                () -> reader.trouble().isPresent() ? Map.of() : nextOffsets(sink),
                InstantSource.system()));
    api = new SearchApi(sink.articles(), road);
    health.addReadiness("index", reader::trouble);
  }

  private static Map<Integer, Long> nextOffsets(Sink sink) {
    return sink.position().map(Position::nextOffsets).orElse(Map.of());
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

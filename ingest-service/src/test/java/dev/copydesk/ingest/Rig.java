package dev.copydesk.ingest;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.publish.IngestMetrics;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Ingest as a service over one folder, and what it writes. */
final class Rig implements AutoCloseable {

  private final Path folder;
  private final Cluster cluster;
  private final Topics topics;
  private final AvroCodec codec;
  private final Health health = new Health();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestService service;

  Rig(Path folder, Cluster cluster, Topics topics, OnDone onDone, String marker, int line) {
    this.folder = folder;
    this.cluster = cluster;
    this.topics = topics;
    this.codec = new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
    FormatLimits limits = FormatLimits.DEFAULT;
    WatchSettings watched =
        new WatchSettings(
            folder,
            Duration.ofMillis(200),
            Duration.ofMillis(300),
            FileOrder.OLDEST,
            Optional.of(marker).filter(text -> !text.isEmpty()));
    IngestSettings settings =
        new IngestSettings(
            watched,
            "inbox",
            Optional.of("rig"),
            folder.resolveSibling("state"),
            Duration.ofSeconds(6),
            onDone,
            new FormatLimits(limits.file(), limits.article(), line, limits.archive()));
    KafkaSettings kafka =
        new KafkaSettings(
            cluster.bootstrapServers(),
            Map.of(),
            URI.create(cluster.registryUrl()),
            topics,
            (short) 1);
    service = new IngestService(settings, kafka, meters, health, InstantSource.system());
    service.start();
  }

  static Rig over(Path folder, Cluster cluster, Topics topics) {
    return new Rig(folder, cluster, topics, OnDone.MOVE, "", FormatLimits.DEFAULT.line());
  }

  void drop(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** What readyz says. */
  Optional<String> trouble() {
    return health.readiness().stream().flatMap(f -> f.trouble().stream()).findFirst();
  }

  /** Whether the metrics say that ingest waits for this. */
  boolean waitsFor(String what) {
    return meters.get(IngestMetrics.WAITS).tag("for", what).gauge().value() > 0;
  }

  List<RawArticle> raw() {
    return TopicReader.readAll(cluster, topics.raw().name()).stream()
        .map(record -> codec.decode(RawArticle.class, record.value()))
        .toList();
  }

  int receiptsWritten() {
    return TopicReader.readAll(cluster, topics.files().name()).size();
  }

  int letters() {
    return TopicReader.readAll(cluster, topics.deadLetters().name()).size();
  }

  /** The last receipt of each file. */
  Map<String, FileReceipt> receipts() {
    return TopicReader.readAll(cluster, topics.files().name()).stream()
        .map(record -> codec.decode(FileReceipt.class, record.value()))
        .collect(Collectors.toMap(FileReceipt::getPath, r -> r, (_, later) -> later));
  }

  @Override
  public void close() {
    service.close();
  }
}

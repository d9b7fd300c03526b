package dev.copydesk.enrich;

import static org.awaitility.Awaitility.await;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.TopologyPosition;
import dev.copydesk.enrich.shadow.Shadow;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.FreshTopics;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The enrich service on a cluster, what goes in, and what came out. */
final class EnrichRig {

  static final Duration PATIENCE = Duration.ofSeconds(90);

  final Topics topics;
  final KafkaSettings kafka;
  final AvroCodec codec;
  private final Cluster cluster;
  private final EnrichSettings settings;

  EnrichRig(Cluster cluster, Topics topics, Path state) {
    this.cluster = cluster;
    this.topics = topics;
    this.kafka =
        new KafkaSettings(
            cluster.bootstrapServers(),
            Map.of(),
            URI.create(cluster.registryUrl()),
            topics,
            (short) 1);
    this.codec = new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
    this.settings = settings(state);
  }

  /** Of the one instance that a rig has. */
  static EnrichSettings settings(Path state) {
    return EnrichSettings.of("enrich", state, 2, Optional.of("test"));
  }

  /** Topics of their own on the same cluster, with the same raw records at the same places. */
  EnrichRig withSameRaw(Path stateOfItsOwn) {
    List<ConsumerRecord<String, byte[]>> raw = records(topics.raw());
    int partitions = 1 + raw.stream().mapToInt(ConsumerRecord::partition).max().orElseThrow();
    EnrichRig same = new EnrichRig(cluster, FreshTopics.create(cluster, partitions), stateOfItsOwn);
    // The schema has the same id in the registry, whatever the topic.
    new SchemaRegistry(kafka.schemaRegistry()).idOf(same.topics.raw());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaClients(same.kafka).producer("copy", Map.of())) {
      for (ConsumerRecord<String, byte[]> record : raw) {
        producer.send(
            new ProducerRecord<>(
                same.topics.raw().name(),
                record.partition(),
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value()));
      }
      producer.flush();
    }
    return same;
  }

  void awaitPassed(Duration patience) {
    await().atMost(patience).pollInterval(Duration.ofSeconds(1)).until(this::isPassed);
  }

  EnrichService start(Annotator annotator) {
    return start(annotator, InstantSource.system());
  }

  EnrichService start(Annotator annotator, InstantSource clock) {
    EnrichService service =
        new EnrichService(
            settings, kafka, annotator, new SimpleMeterRegistry(), new Health(), clock);
    service.start();
    return service;
  }

  String applicationId() {
    return settings.applicationId(topics);
  }

  Replay replay(int maxUnprocessed) {
    return new Replay(kafka, applicationId(), maxUnprocessed, InstantSource.system());
  }

  /**
   * @param stores folder of its own
   */
  Shadow shadow(Path stores) {
    return new Shadow(kafka, settings.shadow(stores), InstantSource.system());
  }

  ReplayLog log() {
    return new ReplayLog(kafka, InstantSource.system());
  }

  void live(List<RawArticle> articles) {
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), articles, raw -> codec.encode(topics.raw(), raw));
    }
  }

  void bytes(String key, byte[] value) {
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), key, value);
    }
  }

  List<ConsumerRecord<String, byte[]>> records(Topic topic) {
    return TopicReader.readAll(cluster, topic.name());
  }

  List<EnrichedArticle> enriched() {
    return records(topics.enriched()).stream()
        .map(record -> codec.decode(EnrichedArticle.class, record.value()))
        .toList();
  }

  /** What readers see of each article, by the digest of its last record. */
  Map<String, ByteBuffer> last() {
    Map<String, ByteBuffer> last = new HashMap<>();
    enriched().forEach(article -> last.put(article.getId(), Results.digest(article)));
    return last;
  }

  /** Whether the service has committed past every raw record there is. */
  boolean isPassed() throws InterruptedException {
    try (Admin admin = new KafkaClients(kafka).admin("test")) {
      TopologyPosition position = new TopologyPosition(admin, applicationId(), topics);
      position.refresh();
      return records(topics.raw()).stream()
          .allMatch(record -> position.hasPassedRaw(record.partition(), record.offset()));
    }
  }

  void awaitEnriched(int records) {
    await().atMost(PATIENCE).until(() -> records(topics.enriched()).size() >= records);
  }
}

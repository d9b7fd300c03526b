package dev.copydesk.enrich;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.replay.RawOrigin;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.testkit.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology under Kafka's test driver, with the settings it really runs with. */
final class TopologyFixture implements AutoCloseable {

  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final int MAX_VALUE_BYTES = 100_000;
  static final Duration TOMBSTONE_AFTER = Duration.ofDays(2);

  final Topics topics = new Topics();
  final RegistryServer registry = new RegistryServer(topics);
  final ManualClock clock = new ManualClock(START);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AvroCodec codec = new AvroCodec(new SchemaRegistry(registry.address()));

  private final Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> raw;
  private TestInputTopic<byte[], byte[]> replay;
  private TestOutputTopic<byte[], byte[]> enriched;
  private TestOutputTopic<byte[], byte[]> deadLetters;
  private long nextOffset;

  TopologyFixture(Path state, Annotator annotator) {
    this.state = state;
    driver = start(annotator);
    raw = input(topics.raw());
    replay = input(topics.replay());
    enriched = output(topics.enriched());
    deadLetters = output(topics.deadLetters());
  }

  /** Feeds an article live and returns its offset in news.raw. */
  long live(RawArticle article) {
    return liveBytes(article.getId(), codec.encode(topics.raw(), article));
  }

  long liveBytes(String key, byte[] value) {
    raw.pipeInput(key.getBytes(StandardCharsets.UTF_8), value, clock.instant());
    return nextOffset++;
  }

  /** Feeds it again as a replay does. */
  void replay(RawArticle article, long rawOffset) {
    RecordHeaders headers = new RecordHeaders();
    new RawOrigin(rawOffset, article.getArrived(), "test").writeTo(headers);
    replay.pipeInput(
        new TestRecord<>(
            article.getId().getBytes(StandardCharsets.UTF_8),
            codec.encode(topics.raw(), article),
            headers,
            clock.instant()));
  }

  /** Feeds it again as a repair does. */
  void rewrite(RawArticle article, long rawOffset, long above) {
    RecordHeaders headers = new RecordHeaders();
    new RawOrigin(rawOffset, article.getArrived(), "test").writeTo(headers);
    RawOrigin.rewriteAbove(headers, above);
    replay.pipeInput(
        new TestRecord<>(
            article.getId().getBytes(StandardCharsets.UTF_8),
            codec.encode(topics.raw(), article),
            headers,
            clock.instant()));
  }

  /** Lets time pass on the wall clock. */
  void pass(Duration time) {
    clock.advance(time);
    driver.advanceWallClockTime(time);
  }

  List<EnrichedArticle> enriched() {
    return enrichedRecords().stream()
        .map(record -> codec.decode(EnrichedArticle.class, record.value()))
        .toList();
  }

  List<TestRecord<byte[], byte[]>> enrichedRecords() {
    return enriched.readRecordsToList();
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return deadLetters.readRecordsToList();
  }

  double count(String meter, String... tags) {
    var counter = meters.find(meter).tags(tags).counter();
    return counter == null ? 0 : counter.count();
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
    registry.close();
  }

  private TopologyTestDriver start(Annotator annotator) {
    KafkaSettings kafka =
        new KafkaSettings("test:9092", Map.of(), registry.address(), topics, (short) -1);
    Properties properties =
        StreamsSettings.of(EnrichSettings.of("test", state, 1, Optional.empty()), kafka);
    return new TopologyTestDriver(
        EnrichTopology.build(
            topics,
            codec,
            annotator,
            MAX_VALUE_BYTES,
            TOMBSTONE_AFTER,
            new EnrichMetrics(meters),
            clock,
            Tracing.off()),
        properties,
        clock.instant());
  }

  private TestInputTopic<byte[], byte[]> input(Topic topic) {
    return driver.createInputTopic(
        topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(Topic topic) {
    return driver.createOutputTopic(
        topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.Replay;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.Health;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service against a real broker and a real registry. */
@OnCluster
class EnrichServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path state;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Health health = new Health();

  /** A stream thread that dies of an outage is what is tested. */
  @BeforeAll
  static void letThreadsDie() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @Test
  void writesEachArticleOnceOverARestartAndAReplay(Cluster cluster, Topics topics)
      throws InterruptedException {
    List<RawArticle> articles =
        IntStream.range(0, 300)
            .mapToObj(i -> RawArticles.text(i + ".txt", "More than " + i + " people came."))
            .toList();
    KafkaSettings kafka = kafka(cluster, topics, cluster.registryUrl());
    write(cluster, topics, articles);

    try (EnrichService first = start(kafka)) {
      awaitEnriched(cluster, topics, 20);
    }
    try (EnrichService second = start(kafka)) {
      awaitEnriched(cluster, topics, articles.size());
      await().atMost(PATIENCE).until(() -> troubles().isEmpty());

      List<ReplayProgress> told = new ArrayList<>();
      Replay replay =
          new Replay(kafka, settings().applicationId(topics), 50, InstantSource.system());
      ReplayPlan plan = replay.plan(new Selector.Earliest(), new Limit.None());
      assertThat(plan.records()).isGreaterThanOrEqualTo(articles.size());
      assertThat(plan.bytes()).isPositive();
      assertThat(replay.execute(plan, Wanted.EVERYTHING, told::add))
          .isEqualTo(ReplayState.COMPLETED);
      assertThat(told.getLast().getState()).isEqualTo(ReplayState.COMPLETED);
      assertThat(told.getLast().getFed()).isEqualTo(articles.size());
      assertThat(TopicReader.readAll(cluster, topics.replays().name())).hasSameSizeAs(told);
    }
    assertThat(TopicReader.readAll(cluster, topics.replay().name())).hasSameSizeAs(articles);
    assertThat(TopicReader.readAll(cluster, topics.enriched().name()))
        .extracting(ConsumerRecord::key)
        .containsExactlyInAnyOrderElementsOf(articles.stream().map(RawArticle::getId).toList());
    assertThat(TopicReader.readAll(cluster, topics.deadLetters().name())).isEmpty();
  }

  @Test
  void waitsForTheRegistryBeforeTheFirstRecordAndUnderWay(Cluster cluster, Topics topics) {
    URI registry = URI.create(cluster.registryUrl());
    RawArticle early = RawArticles.text("early.txt", "Before the registry answered.");
    RawArticle late = RawArticles.text("late.txt", "While the registry was away.");
    write(cluster, topics, List.of(early));
    byte[] inAnotherSchema = inAnotherSchema(cluster, topics, late);
    try (CuttableProxy proxy = CuttableProxy.to(registry.getHost(), registry.getPort())) {
      proxy.refuse();
      String address = "http://127.0.0.1:" + proxy.port() + registry.getPath();
      try (EnrichService service = start(kafka(cluster, topics, address))) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(troubles()).anyMatch(t -> t.contains("registry")));
        proxy.admit();
        awaitEnriched(cluster, topics, 1);

        proxy.refuse();
        try (TopicWriter writer = new TopicWriter(cluster)) {
          writer.write(topics.raw().name(), late.getId(), inAnotherSchema);
        }
        await().atMost(PATIENCE).until(() -> meters.counter(EnrichMetrics.RESTARTS).count() >= 2);
        assertThat(troubles()).anyMatch(trouble -> trouble.contains("registry"));
        proxy.admit();
        awaitEnriched(cluster, topics, 2);
        assertThat(service.ended()).isNotDone();
      }
    }
    assertThat(TopicReader.readAll(cluster, topics.deadLetters().name())).isEmpty();
  }

  private EnrichService start(KafkaSettings kafka) {
    health = new Health();
    EnrichService service =
        new EnrichService(
            settings(), kafka, Annotators.real("1"), meters, health, InstantSource.system());
    service.start();
    return service;
  }

  private EnrichSettings settings() {
    return EnrichSettings.of("enrich", state, 2, Optional.of("test"));
  }

  private List<String> troubles() {
    return health.readiness().stream().flatMap(finding -> finding.trouble().stream()).toList();
  }

  private static KafkaSettings kafka(Cluster cluster, Topics topics, String registry) {
    return new KafkaSettings(
        cluster.bootstrapServers(), Map.of(), URI.create(registry), topics, (short) 1);
  }

  private static void write(Cluster cluster, Topics topics, List<RawArticle> articles) {
    AvroCodec codec = new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), articles, raw -> codec.encode(topics.raw(), raw));
    }
  }

  /** As a writer of another release would write it: under a schema id not met before. */
  private static byte[] inAnotherSchema(Cluster cluster, Topics topics, RawArticle article) {
    SchemaRegistry registry = new SchemaRegistry(URI.create(cluster.registryUrl()));
    Schema schema = new Schema.Parser().parse(topics.raw().value().toString());
    schema.addProp("release", topics.prefix());
    int id =
        registry.idOf(new Topic(topics.prefix() + "other", "id", schema, 1, Map.of(), "A test."));
    byte[] value = new AvroCodec(registry).encode(topics.raw(), article);
    ByteBuffer.wrap(value).putInt(1, id);
    return value;
  }

  private static void awaitEnriched(Cluster cluster, Topics topics, int atLeast) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(TopicReader.readAll(cluster, topics.enriched().name()))
                    .hasSizeGreaterThanOrEqualTo(atLeast));
  }
}

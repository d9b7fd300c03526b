package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over a real broker, a real registry and a real index. */
@OnCluster
class IndexServiceTest {

  @TempDir Path folder;

  /** A service under way, as a process would run it. */
  private record Running(
      IndexService service, AdminServer server, Health health, SimpleMeterRegistry meters)
      implements AutoCloseable {

    long total(String query) {
      return get("/api/v1/search?q=" + query).path("total").asLong();
    }

    JsonNode get(String path) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
        return new ObjectMapper()
            .readTree(
                HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    boolean ready() {
      return health.readiness().stream().allMatch(finding -> finding.trouble().isEmpty());
    }

    double count(String metric) {
      return meters.get(metric).counter().count();
    }

    @Override
    public void close() {
      server.close();
      service.close();
    }
  }

  @Test
  void indexesWhatComesAndGoesOnWhereItStopped(Cluster cluster, Topics topics) {
    KafkaSettings kafka = settings(cluster, topics, cluster.registryUrl());
    write(cluster, kafka, "a", 1, 40);
    try (Running running = run(kafka)) {
      await().until(() -> running.total("") == 40);
      await().until(running::ready);
      write(cluster, kafka, "a", 2, 10);
      write(cluster, kafka, "b", 1, 10);
      await().until(() -> running.total("") == 50);
      assertThat(running.get("/api/v1/articles/a3").path("sequence").asInt()).isEqualTo(2);
      await().until(() -> running.meters().get(ConsumerMetrics.LAG_RECORDS).gauge().value() == 0);
    }
    write(cluster, kafka, "c", 1, 5);
    try (Running running = run(kafka)) {
      await().until(() -> running.total("") == 55);
      assertThat(running.count(ConsumerMetrics.INDEXED)).isEqualTo(5);
      assertThat(running.count(ConsumerMetrics.LATE)).isZero();
    }
  }

  @Test
  void losesAndRepeatsNothingAfterACrash(Cluster cluster, Topics topics, @TempDir Path crashed)
      throws IOException {
    KafkaSettings kafka = settings(cluster, topics, cluster.registryUrl());
    write(cluster, kafka, "a", 1, 20);
    try (Running running = run(kafka)) {
      await().until(() -> running.total("") == 20);
    }
    write(cluster, kafka, "a", 2, 5);
    write(cluster, kafka, "b", 1, 10);
    try (Running running = run(kafka, folder, Duration.ofHours(1))) {
      await().until(() -> running.total("") == 30);
      // What lies on the disk now is what a crash would leave: nothing of this run is committed.
      copy(folder, crashed);
    }
    write(cluster, kafka, "c", 1, 3);
    try (Running running = run(kafka, crashed, Duration.ofHours(1))) {
      await().until(() -> running.total("") == 33);
      assertThat(running.get("/api/v1/articles/a3").path("sequence").asInt()).isEqualTo(2);
      assertThat(running.count(ConsumerMetrics.INDEXED)).isEqualTo(18);
      assertThat(running.count(ConsumerMetrics.LATE)).isZero();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void putsPoisonAsideAndGoesOn(Cluster cluster, Topics topics) {
    KafkaSettings kafka = settings(cluster, topics, cluster.registryUrl());
    byte[] poison = "not framed".getBytes(StandardCharsets.UTF_8);
    try (TopicWriter writer = new TopicWriter(cluster);
        Running running = run(kafka)) {
      write(cluster, kafka, "a", 1, 3);
      writer.write(topics.enriched().name(), "bad", poison);
      writer.write(
          topics.enriched().name(),
          "other",
          codec(kafka).encode(topics.enriched(), usable("x", 1)));
      write(cluster, kafka, "b", 1, 3);
      await().until(() -> running.total("") == 6);
      await().until(() -> running.count(ConsumerMetrics.DEAD_LETTERS) == 2);
      await().until(running::ready);
    }
    List<ConsumerRecord<String, byte[]>> letters =
        TopicReader.readAll(cluster, topics.deadLetters().name());
    assertThat(letters)
        .extracting(letter -> header(letter, DeadLetter.CODE))
        .containsExactlyInAnyOrder("NOT_FRAMED", "KEY_MISMATCH");
    assertThat(letters).extracting(ConsumerRecord::value).contains(poison);
    assertThat(letters).allMatch(letter -> header(letter, DeadLetter.STAGE).equals("index"));
  }

  @Test
  void waitsForTheRegistry(Cluster cluster, Topics topics) {
    URI registry = URI.create(cluster.registryUrl());
    KafkaSettings direct = settings(cluster, topics, cluster.registryUrl());
    try (CuttableProxy proxy = CuttableProxy.to(registry.getHost(), registry.getPort())) {
      KafkaSettings kafka =
          settings(cluster, topics, "http://127.0.0.1:" + proxy.port() + registry.getPath());
      proxy.refuse();
      try (TopicWriter writer = new TopicWriter(cluster);
          Running running = run(kafka)) {
        writer.write(topics.enriched().name(), "bad", new byte[] {9});
        write(cluster, direct, "a", 1, 5);
        await().until(() -> running.count(ConsumerMetrics.WAITS) >= 3);
        assertThat(running.ready()).isFalse();
        assertThat(running.total("")).isZero();
        proxy.admit();
        await().until(() -> running.total("") == 5);
        await().until(running::ready);
        await().until(() -> running.count(ConsumerMetrics.DEAD_LETTERS) == 1);
      }
    }
    assertThat(TopicReader.readAll(cluster, topics.deadLetters().name())).hasSize(1);
  }

  @Test
  void hidesWhatIsWithdrawnOrErased(Cluster cluster, Topics topics) {
    KafkaSettings kafka = settings(cluster, topics, cluster.registryUrl());
    write(cluster, kafka, "a", 1, 3);
    try (Running running = run(kafka);
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      await().until(() -> running.total("") == 3);
      producer.send(new ProducerRecord<>(topics.enriched().name(), "a0", null));
      producer.send(
          new ProducerRecord<>(
              topics.enriched().name(),
              "a1",
              codec(kafka).encode(topics.enriched(), EnrichedArticles.canceled("a1", 2))));
      producer.flush();
      await().until(() -> running.total("") == 1);
      assertThat(running.get("/api/v1/articles/a1").path("code").asText()).isEqualTo("WITHDRAWN");
    }
  }

  @Test
  void beginsAnewWhenTheTopicIsMadeAnew(Cluster cluster, Topics topics) throws Exception {
    KafkaSettings kafka = settings(cluster, topics, cluster.registryUrl());
    write(cluster, kafka, "old", 9, 6);
    try (Running running = run(kafka)) {
      await().until(() -> running.total("") == 6);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      String name = topics.enriched().name();
      admin.deleteTopics(List.of(name)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(name));
      admin
          .createTopics(List.of(new NewTopic(name, topics.enriched().partitions(), (short) 1)))
          .all()
          .get();
    }
    write(cluster, kafka, "new", 1, 2);
    try (Running running = run(kafka)) {
      await().until(() -> running.ready() && running.total("") == 2);
      assertThat(running.get("/api/v1/articles/old1").path("code").asText())
          .isEqualTo("NO_SUCH_ARTICLE");
    }
  }

  @Test
  void refusesToStartWithoutItsTopics(Cluster cluster) {
    KafkaSettings kafka = settings(cluster, new Topics("absent.", 1), cluster.registryUrl());
    try (Running running = run(kafka)) {
      await().until(running.service().ended()::isCompletedExceptionally);
      assertThat(running.service().ended())
          .failsWithin(1, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(SettingsException.class)
          .withMessageContaining("copydesk topics create");
    }
  }

  private Running run(KafkaSettings kafka) {
    return run(kafka, folder, Duration.ofMillis(200));
  }

  private static Running run(KafkaSettings kafka, Path folder, Duration commitEvery) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Health health = new Health();
    IndexService service =
        new IndexService(
            IndexSettings.lucene(folder, Duration.ofMillis(50), commitEvery),
            kafka,
            meters,
            health,
            InstantSource.system());
    AdminServer server =
        new AdminServer(
            new HttpSettings("127.0.0.1", 0),
            health,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            List.of(service.routes()));
    service.start();
    return new Running(service, server, health, meters);
  }

  private static KafkaSettings settings(Cluster cluster, Topics topics, String registry) {
    return new KafkaSettings(
        cluster.bootstrapServers(), Map.of(), URI.create(registry), topics, (short) 1);
  }

  private static AvroCodec codec(KafkaSettings kafka) {
    return new AvroCodec(new SchemaRegistry(kafka.schemaRegistry()));
  }

  private static void write(
      Cluster cluster, KafkaSettings kafka, String name, long sequence, int count) {
    AvroCodec codec = codec(kafka);
    try (TopicWriter writer = new TopicWriter(cluster)) {
      for (int i = 0; i < count; i++) {
        writer.write(
            kafka.topics().enriched().name(),
            name + i,
            codec.encode(kafka.topics().enriched(), usable(name + i, sequence)));
      }
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }
}

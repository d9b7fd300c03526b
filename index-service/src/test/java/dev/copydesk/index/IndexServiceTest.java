package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.sink.jsonl.JsonlSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.RevisionOrigin;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.ManualClock;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicReader;
import dev.copydesk.testkit.TopicWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
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

  @Test
  void indexesWhatComesAndGoesOnWhereItStopped(Cluster cluster, Topics topics) {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "a", 1, 40);
    try (RunningIndex running = run(kafka)) {
      await().until(() -> running.total("") == 40);
      await().until(running::ready);
      RunningIndex.write(cluster, kafka, "a", 2, 10);
      RunningIndex.write(cluster, kafka, "b", 1, 10);
      await().until(() -> running.total("") == 50);
      assertThat(running.get("/api/v1/articles/a3").path("sequence").asInt()).isEqualTo(2);
      await().until(() -> running.meters().get(ConsumerMetrics.LAG_RECORDS).gauge().value() == 0);
    }
    RunningIndex.write(cluster, kafka, "c", 1, 5);
    try (RunningIndex running = run(kafka)) {
      await().until(() -> running.total("") == 55);
      assertThat(running.count(ConsumerMetrics.INDEXED)).isEqualTo(5);
      assertThat(running.count(ConsumerMetrics.LATE)).isZero();
    }
  }

  @Test
  void tellsOfTheRoadAsTheTopicsShowIt(Cluster cluster, Topics topics) {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    AvroCodec codec = RunningIndex.codec(kafka);
    RunningIndex.write(cluster, kafka, "a", 1, 3);
    RawArticle raw =
        RawArticle.newBuilder()
            .setId("a0")
            .setRevision(1)
            .setRevisionOrigin(RevisionOrigin.ARRIVAL)
            .setStatus(ArticleStatus.USABLE)
            .setSource(usable("a0", 1).getSource())
            .setArrived(5)
            .setContent(ByteBuffer.wrap("Caf\u00e9".getBytes(StandardCharsets.UTF_8)))
            .build();
    int partition = partitionOf("a0", topics.raw().partitions());
    FileReceipt receipt =
        FileReceipt.newBuilder()
            .setSha256("0".repeat(64))
            .setFeed("inbox")
            .setPath("a.txt")
            .setState(FileState.PUBLISHED)
            .setBytes(5)
            .setArticles(1)
            .setPublished(List.of(new PublishedArticle(0, "a0", partition, 0L)))
            .setRejected(List.of())
            .setArrived(5)
            .setUpdated(6)
            .build();
    try (TopicWriter writer = new TopicWriter(cluster)) {
      writer.write(topics.raw().name(), "a0", codec.encode(topics.raw(), raw));
      writer.write(topics.files().name(), "0/inbox/a.txt", codec.encode(topics.files(), receipt));
      writer.write(topics.enriched().name(), "broken", new byte[] {9});
    }
    try (RunningIndex running = run(kafka)) {
      await().until(() -> running.get("/api/v1/files").path("files").size() == 1);
      await().until(() -> running.get("/api/v1/dead-letters").path("deadLetters").size() == 1);
      JsonNode letter = running.get("/api/v1/dead-letters").path("deadLetters").path(0);
      assertThat(letter.path("code").asText()).isEqualTo("NOT_FRAMED");
      assertThat(letter.path("stage").asText()).isEqualTo("index");
      assertThat(letter.path("source").asText()).startsWith(topics.enriched().name() + "-");
      JsonNode content =
          running.get(
              "/api/v1/dead-letters/%d/%d"
                  .formatted(letter.path("partition").asInt(), letter.path("offset").asLong()));
      assertThat(content.path("text").asText()).isEqualTo("\t");
      assertThat(content.path("hex").asBoolean()).isFalse();
      assertThat(content.at("/headers/copydesk.error.code").asText()).isEqualTo("NOT_FRAMED");
      await()
          .untilAsserted(
              () -> {
                JsonNode state = running.get("/api/v1/pipeline");
                assertThat(state.at("/stages/1/perSecond").isNumber()).isTrue();
                assertThat(state.at("/files/byState/PUBLISHED").asInt()).isEqualTo(1);
                assertThat(state.at("/deadLetters/open").asInt()).isEqualTo(1);
                assertThat(state.at("/stages/1/span").asInt()).isEqualTo(1);
                assertThat(state.at("/stages/3/readers/0/name").asText()).isEqualTo("index");
                assertThat(state.at("/stages/3/readers/0/lagRecords").asInt(-1)).isZero();
              });
      JsonNode revision = running.get("/api/v1/lineage/a0").path("revisions").path(0);
      assertThat(revision.path("path").asText()).isEqualTo("a.txt");
      JsonNode found =
          running.get(
              "/api/v1/raw/%d/%d"
                  .formatted(revision.path("partition").asInt(), revision.path("offset").asInt()));
      assertThat(found.path("text").asText()).isEqualTo("Caf\u00e9");
      assertThat(running.get("/api/v1/raw/0/999").path("code").asText())
          .isEqualTo("NO_SUCH_RECORD");
      assertThat(running.get("/api/v1/raw/999/0").path("code").asText())
          .isEqualTo("NO_SUCH_RECORD");
    }
  }

  private static int partitionOf(String key, int partitions) {
    return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), partitions);
  }

  @Test
  void losesAndRepeatsNothingAfterACrash(Cluster cluster, Topics topics, @TempDir Path crashed)
      throws IOException {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "a", 1, 20);
    try (RunningIndex running = run(kafka)) {
      await().until(() -> running.total("") == 20);
    }
    RunningIndex.write(cluster, kafka, "a", 2, 5);
    RunningIndex.write(cluster, kafka, "b", 1, 10);
    try (RunningIndex running = run(kafka, folder, Duration.ofHours(1))) {
      await().until(() -> running.total("") == 30);
      // What lies on the disk now is what a crash would leave: nothing of this run is committed.
      copy(folder, crashed);
    }
    RunningIndex.write(cluster, kafka, "c", 1, 3);
    try (RunningIndex running = run(kafka, crashed, Duration.ofHours(1))) {
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
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    byte[] poison = "not framed".getBytes(StandardCharsets.UTF_8);
    try (TopicWriter writer = new TopicWriter(cluster);
        RunningIndex running = run(kafka)) {
      RunningIndex.write(cluster, kafka, "a", 1, 3);
      writer.write(topics.enriched().name(), "bad", poison);
      writer.write(
          topics.enriched().name(),
          "other",
          RunningIndex.codec(kafka).encode(topics.enriched(), usable("x", 1)));
      RunningIndex.write(cluster, kafka, "b", 1, 3);
      await().until(() -> running.total("") == 6);
      await().until(() -> running.count(ConsumerMetrics.ERRORS) == 2);
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
    KafkaSettings direct = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    try (CuttableProxy proxy = CuttableProxy.to(registry.getHost(), registry.getPort())) {
      KafkaSettings kafka =
          RunningIndex.kafka(
              cluster, topics, "http://127.0.0.1:" + proxy.port() + registry.getPath());
      proxy.refuse();
      try (TopicWriter writer = new TopicWriter(cluster);
          RunningIndex running = run(kafka)) {
        writer.write(topics.enriched().name(), "bad", new byte[] {9});
        RunningIndex.write(cluster, direct, "a", 1, 5);
        await().until(() -> running.count(ConsumerMetrics.WAITS) >= 3);
        assertThat(running.ready()).isFalse();
        assertThat(running.total("")).isZero();
        proxy.admit();
        await().until(() -> running.total("") == 5);
        await().until(running::ready);
        await().until(() -> running.count(ConsumerMetrics.ERRORS) == 1);
      }
    }
    assertThat(TopicReader.readAll(cluster, topics.deadLetters().name())).hasSize(1);
  }

  @Test
  void hidesWhatIsWithdrawnOrErased(Cluster cluster, Topics topics) {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "a", 1, 3);
    try (RunningIndex running = run(kafka);
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
              RunningIndex.codec(kafka)
                  .encode(topics.enriched(), EnrichedArticles.canceled("a1", 2))));
      producer.flush();
      await().until(() -> running.total("") == 1);
      assertThat(running.get("/api/v1/articles/a1").path("code").asText()).isEqualTo("WITHDRAWN");
    }
  }

  @Test
  void beginsAnewWhenTheTopicIsMadeAnew(Cluster cluster, Topics topics) throws Exception {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "old", 9, 6);
    try (RunningIndex running = run(kafka)) {
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
    RunningIndex.write(cluster, kafka, "new", 1, 2);
    try (RunningIndex running = run(kafka)) {
      await().until(() -> running.ready() && running.total("") == 2);
      assertThat(running.get("/api/v1/articles/old1").path("code").asText())
          .isEqualTo("NO_SUCH_ARTICLE");
    }
  }

  @Test
  void beginsAnewWhenItMayHaveMissedATombstone(Cluster cluster, Topics topics) {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "a", 1, 6);
    ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    // Tombstones are kept for 30 days.
    for (Map.Entry<Duration, Double> after :
        List.of(
            Map.entry(Duration.ZERO, 0.0),
            Map.entry(Duration.ofDays(29), 0.0),
            Map.entry(Duration.ofDays(29), 0.0),
            Map.entry(Duration.ofDays(31), 1.0))) {
      clock.advance(after.getKey());
      try (RunningIndex running =
          RunningIndex.start(
              IndexSettings.lucene(folder, Duration.ofMillis(50), Duration.ofMillis(200)),
              kafka,
              clock)) {
        await().until(() -> running.ready() && running.total("") == 6);
        assertThat(running.count(ConsumerMetrics.REBUILDS)).isEqualTo(after.getValue());
      }
    }
  }

  @Test
  void saysThatFilesCannotBeSearched(Cluster cluster, Topics topics) {
    KafkaSettings kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    RunningIndex.write(cluster, kafka, "a", 1, 6);
    try (RunningIndex running =
        RunningIndex.start(
            new IndexSettings(
                new IndexSettings.Target.Jsonl(new JsonlSettings(folder, 1, Duration.ofHours(1))),
                Duration.ofMillis(50),
                Duration.ofMillis(200)),
            kafka)) {
      await().until(() -> running.count(ConsumerMetrics.INDEXED) == 6);
      assertThat(running.get("/api/v1/search?q=a").path("code").asText()).isEqualTo("NO_INDEX");
      assertThat(running.get("/api/v1/articles/a1").path("remedy").asText()).contains("index.sink");
    }
  }

  @Test
  void refusesToStartWithoutItsTopics(Cluster cluster) {
    KafkaSettings kafka =
        RunningIndex.kafka(cluster, new Topics("absent.", 1), cluster.registryUrl());
    try (RunningIndex running = run(kafka)) {
      await().until(running.service().ended()::isCompletedExceptionally);
      assertThat(running.service().ended())
          .failsWithin(1, TimeUnit.SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(SettingsException.class)
          .withMessageContaining("copydesk topics create");
    }
  }

  private RunningIndex run(KafkaSettings kafka) {
    return run(kafka, folder, Duration.ofMillis(200));
  }

  private static RunningIndex run(KafkaSettings kafka, Path folder, Duration commitEvery) {
    return RunningIndex.start(
        IndexSettings.lucene(folder, Duration.ofMillis(50), commitEvery), kafka);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }
}

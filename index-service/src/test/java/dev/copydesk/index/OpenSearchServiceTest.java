package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.index.sink.opensearch.Family;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service over a real broker, a real registry and a real OpenSearch. */
@OnCluster
@OnOpenSearch
class OpenSearchServiceTest {

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Family family;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private OpenSearchNode node;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Cluster cluster;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private KafkaSettings kafka;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    this.node = node;
    this.cluster = cluster;
    family = new Family(node.address());
    kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
  }

  @Test
  void waitsForAnOutageToEndAndLosesNothing() {
    try (CuttableProxy proxy = CuttableProxy.to("127.0.0.1", node.address().getPort());
        RunningIndex running = start(URI.create("http://127.0.0.1:" + proxy.port()))) {
      RunningIndex.write(cluster, kafka, "a", 1, 50);
      await().until(() -> running.total("") == 50);
      proxy.refuse();
      RunningIndex.write(cluster, kafka, "a", 2, 50);
      RunningIndex.write(cluster, kafka, "b", 1, 600);
      await().until(() -> running.count(ConsumerMetrics.WAITS) >= 4);
      assertThat(running.ready()).isFalse();
      proxy.admit();
      await().until(() -> running.total("") == 650);
      await().until(running::ready);
      assertThat(indexed()).isEqualTo(inTopic());
      assertThat(running.count(ConsumerMetrics.ERRORS)).isZero();
      assertThat(running.get("/api/v1/articles/a3").path("sequence").asInt()).isEqualTo(2);
    }
  }

  @Test
  void buildsAnIndexAnewThatIsDeletedUnderWay() {
    try (RunningIndex running = start(node.address())) {
      RunningIndex.write(cluster, kafka, "a", 1, 100);
      await().until(() -> running.total("") == 100);
      family.send("DELETE", "/" + family.index(), "");
      RunningIndex.write(cluster, kafka, "b", 1, 20);
      await().until(() -> running.total("") == 120);
      assertThat(indexed()).isEqualTo(inTopic());
      await().until(running::ready);
    }
  }

  @Test
  void putsAsideWhatTheMappingConflictsWithAndNothingElse() {
    String by = family.name() + "-by-hand";
    try (RunningIndex running = start(node.address())) {
      RunningIndex.write(cluster, kafka, "a", 1, 3);
      await().until(() -> running.total("") == 3);
    }
    String before = family.index();
    family.send(
        "PUT",
        "/" + by,
        "{\"mappings\":{\"properties\":{\"lang\":{\"type\":\"integer\"}}},\"aliases\":{\"%s\":{}}}"
            .formatted(family.name()));
    family.send(
        "POST",
        "/_aliases",
        "{\"actions\":[{\"remove_index\":{\"index\":\"%s\"}},{\"add\":{\"index\":\"%s\",\"alias\":\"%s-write\"}}]}"
            .formatted(before, by, family.name()));
    EnrichedArticle odd = article("odd", 1).setLanguage("en").build();
    RunningIndex.write(cluster, kafka, List.of(odd));
    try (RunningIndex running = start(node.address())) {
      await().until(() -> running.total("") == 3);
      await().until(() -> running.count(ConsumerMetrics.ERRORS) == 1);
    }
    assertThat(TopicReader.readAll(cluster, kafka.topics().deadLetters().name()))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo("odd");
              assertThat(letter.value())
                  .isEqualTo(RunningIndex.codec(kafka).encode(kafka.topics().enriched(), odd));
              assertThat(header(letter, DeadLetter.CODE)).isEqualTo("NOT_INDEXABLE");
              assertThat(header(letter, DeadLetter.STAGE)).isEqualTo("index");
            });
  }

  @Test
  void sharesThePartitionsAmongInstancesThatComeAndGo() {
    RunningIndex.write(cluster, kafka, "a", 1, 200);
    try (RunningIndex one = start(node.address())) {
      await().until(() -> one.total("") == 200);
      try (RunningIndex other = start(node.address())) {
        await()
            .until(
                () -> {
                  RunningIndex.write(cluster, kafka, "b", 1, 30);
                  return other.count(ConsumerMetrics.INDEXED) + other.count(ConsumerMetrics.LATE)
                      > 0;
                });
        RunningIndex.write(cluster, kafka, "a", 2, 100);
        await().until(() -> indexed().equals(inTopic()));
      }
      RunningIndex.write(cluster, kafka, "c", 1, 100);
      await().until(() -> indexed().equals(inTopic()));
    }
  }

  private RunningIndex start(URI address) {
    return RunningIndex.start(
        new IndexSettings(
            new IndexSettings.Target.OpenSearch(family.settings(address)),
            Duration.ofMillis(100),
            Duration.ofMillis(200)),
        kafka);
  }

  private Map<String, Long> indexed() {
    return family.visible();
  }

  /** By id the sequence that the topic says last. */
  private Map<String, Long> inTopic() {
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record :
        TopicReader.readAll(cluster, kafka.topics().enriched().name())) {
      last.put(
          record.key(),
          RunningIndex.codec(kafka).decode(EnrichedArticle.class, record.value()).getSequence());
    }
    return last;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}

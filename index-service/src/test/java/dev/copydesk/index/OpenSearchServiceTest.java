package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.index.consume.ConsumerMetrics;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.CuttableProxy;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over a real broker, a real registry and a real OpenSearch. */
@OnCluster
@OnOpenSearch
class OpenSearchServiceTest {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private IndexRig rig;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    rig = IndexRig.of(cluster, topics, node, folder);
  }

  @Test
  void waitsForAnOutageToEndAndLosesNothing() {
    try (CuttableProxy proxy = CuttableProxy.to("127.0.0.1", rig.node().address().getPort());
        RunningIndex running =
            rig.start("opensearch", URI.create("http://127.0.0.1:" + proxy.port()))) {
      rig.write("a", 1, 50);
      await().until(() -> running.total("") == 50);
      proxy.refuse();
      rig.write("a", 2, 50);
      rig.write("b", 1, 600);
      await().until(() -> running.count(ConsumerMetrics.WAITS) >= 4);
      assertThat(running.ready()).isFalse();
      proxy.admit();
      await().until(() -> running.total("") == 650);
      await().until(running::ready);
      assertThat(rig.family().visible()).isEqualTo(rig.inTopic());
      assertThat(running.count(ConsumerMetrics.ERRORS)).isZero();
      assertThat(running.get("/api/v1/articles/a3").path("sequence").asInt()).isEqualTo(2);
    }
  }

  @Test
  void buildsAnIndexAnewThatIsDeletedUnderWay() {
    try (RunningIndex running = start()) {
      rig.write("a", 1, 100);
      await().until(() -> running.total("") == 100);
      rig.family().send("DELETE", "/" + rig.family().index(), "");
      rig.write("b", 1, 20);
      await().until(() -> running.total("") == 120);
      assertThat(rig.family().visible()).isEqualTo(rig.inTopic());
      await().until(running::ready);
    }
  }

  @Test
  void putsAsideWhatTheMappingConflictsWithAndNothingElse() {
    String by = rig.family().name() + "-by-hand";
    try (RunningIndex running = start()) {
      rig.write("a", 1, 3);
      await().until(() -> running.total("") == 3);
    }
    String before = rig.family().index();
    rig.family()
        .send(
            "PUT",
            "/" + by,
            "{\"mappings\":{\"properties\":{\"lang\":{\"type\":\"integer\"}}},\"aliases\":{\"%s\":{}}}"
                .formatted(rig.family().name()));
    rig.family()
        .send(
            "POST",
            "/_aliases",
            "{\"actions\":[{\"remove_index\":{\"index\":\"%s\"}},{\"add\":{\"index\":\"%s\",\"alias\":\"%s-write\"}}]}"
                .formatted(before, by, rig.family().name()));
    EnrichedArticle odd = article("odd", 1).setLanguage("en").build();
    rig.write(List.of(odd));
    try (RunningIndex running = start()) {
      await().until(() -> running.total("") == 3);
      await().until(() -> running.count(ConsumerMetrics.ERRORS) == 1);
    }
    assertThat(TopicReader.readAll(rig.cluster(), rig.kafka().topics().deadLetters().name()))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.key()).isEqualTo("odd");
              assertThat(letter.value())
                  .isEqualTo(
                      RunningIndex.codec(rig.kafka()).encode(rig.kafka().topics().enriched(), odd));
              assertThat(header(letter, DeadLetter.CODE)).isEqualTo("NOT_INDEXABLE");
              assertThat(header(letter, DeadLetter.STAGE)).isEqualTo("index");
            });
  }

  @Test
  void sharesThePartitionsAmongInstancesThatComeAndGo() {
    rig.write("a", 1, 200);
    try (RunningIndex one = start()) {
      await().until(() -> one.total("") == 200);
      try (RunningIndex other = start()) {
        await()
            .until(
                () -> {
                  rig.write("b", 1, 30);
                  return other.count(ConsumerMetrics.INDEXED) + other.count(ConsumerMetrics.LATE)
                      > 0;
                });
        rig.write("a", 2, 100);
        await().until(() -> rig.family().visible().equals(rig.inTopic()));
      }
      rig.write("c", 1, 100);
      await().until(() -> rig.family().visible().equals(rig.inTopic()));
    }
  }

  private RunningIndex start() {
    return rig.start("opensearch");
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Republication;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stretch of news.raw for somebody else. */
@OnCluster
class RepublicationTest {

  private static final int RECORDS = 40;
  private static final long STEP_MILLIS = 50;

  @TempDir Path state;

  @Test
  void keepsOrderTimestampsAndPace(Cluster cluster, Topics topics) throws Exception {
    EnrichRig rig = new EnrichRig(cluster, topics, state);
    KafkaClients clients = new KafkaClients(rig.kafka);
    String target = topics.prefix() + "elsewhere";
    try (Admin admin = clients.admin("test");
        KafkaProducer<byte[], byte[]> producer = clients.producer("test", Map.of())) {
      admin
          .createTopics(List.of(new NewTopic(target, Optional.of(1), Optional.empty())))
          .all()
          .get();
      for (int i = 0; i < RECORDS; i++) {
        byte[] key = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        producer.send(
            new ProducerRecord<>(
                topics.raw().name(), i % 3, 1_000_000 + i * STEP_MILLIS, key, key));
      }
      producer.flush();
    }
    ReplayPlan plan = rig.replay(1).plan(new Selector.Earliest(), new Limit.None());
    Republication republication = new Republication(rig.kafka);
    Wanted wanted = id -> !id.equals("7");

    long begin = System.nanoTime();
    List<Long> told = new ArrayList<>();
    assertThat(republication.execute(plan, wanted, target, OptionalDouble.of(2), told::add))
        .isEqualTo(RECORDS - 1);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(took).as("half the pace they came at").isGreaterThan(Duration.ofMillis(900));
    assertThat(told).endsWith(RECORDS - 1L);
    List<ConsumerRecord<String, byte[]>> copied = TopicReader.readAll(cluster, target);
    assertThat(copied)
        .extracting(ConsumerRecord::timestamp)
        .isSorted()
        .hasSize(RECORDS - 1)
        .startsWith(1_000_000L, 1_000_000L + STEP_MILLIS)
        .doesNotContain(1_000_000 + 7 * STEP_MILLIS);

    assertThat(
            republication.execute(plan, Wanted.EVERYTHING, target, OptionalDouble.empty(), _ -> {}))
        .isEqualTo(RECORDS);
    assertThat(TopicReader.readAll(cluster, target)).hasSize(2 * RECORDS - 1);
    for (String wrong : List.of(topics.enriched().name(), topics.prefix() + "nowhere")) {
      assertThatThrownBy(
              () -> republication.execute(plan, wanted, wrong, OptionalDouble.empty(), _ -> {}))
          .isInstanceOf(SettingsException.class);
    }
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.enrich.replay.Limit;
import dev.copydesk.enrich.replay.ReplayPlan;
import dev.copydesk.enrich.replay.Republication;
import dev.copydesk.enrich.replay.Selector;
import dev.copydesk.enrich.replay.Wanted;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stretch of news.raw for somebody else. */
@OnCluster
class RepublicationTest {

  private static final int RECORDS = 40;
  private static final long STEP_MILLIS = 50;

  @TempDir private Path state;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Cluster cluster;

  private String target = "";

  @SuppressWarnings("NullAway.Init") // Before each test.
  private EnrichRig rig;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Republication republication;

  @BeforeEach
  void fill(Cluster cluster, Topics topics) throws Exception {
    this.cluster = cluster;
    rig = new EnrichRig(cluster, topics, state);
    republication = new Republication(rig.kafka, InstantSource.system());
    KafkaClients clients = new KafkaClients(rig.kafka);
    target = topics.prefix() + "elsewhere";
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
  }

  @Test
  void keepsOrderTimestampsAndPace(Topics topics) throws Exception {
    Wanted wanted = id -> !id.equals("7");
    long begin = System.nanoTime();
    List<ReplayProgress> told = new ArrayList<>();
    assertThat(republication.execute(plan(), wanted, at(OptionalDouble.of(2)), told::add))
        .isEqualTo(ReplayState.COMPLETED);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(took).as("half the pace they came at").isGreaterThan(Duration.ofMillis(900));
    assertThat(told.getLast().getFed()).isEqualTo(RECORDS - 1);
    assertThat(timestamps())
        .isSorted()
        .hasSize(RECORDS - 1)
        .startsWith(1_000_000L, 1_000_000L + STEP_MILLIS)
        .doesNotContain(1_000_000 + 7 * STEP_MILLIS);

    assertThat(
            republication.execute(plan(), Wanted.EVERYTHING, at(OptionalDouble.empty()), told::add))
        .isEqualTo(ReplayState.COMPLETED);
    assertThat(told.getLast().getFed()).isEqualTo(RECORDS);
    assertThat(timestamps()).hasSize(2 * RECORDS - 1);
    for (String wrong : List.of(topics.enriched().name(), topics.prefix() + "nowhere")) {
      assertThatThrownBy(
              () ->
                  republication.execute(
                      plan(),
                      wanted,
                      new Republication.Goal(wrong, OptionalDouble.empty()),
                      _ -> {}))
          .isInstanceOf(SettingsException.class);
    }
  }

  @Test
  void isAReplayAmongTheOthersThatIsPausedResumedAndCanceledFromElsewhere() throws Exception {
    // At this pace all of them would take more than ten minutes.
    Republication.Goal slow = at(OptionalDouble.of(0.003));
    assertThat(republication.execute(plan(), Wanted.EVERYTHING, slow, ordering(ReplayState.PAUSED)))
        .isEqualTo(ReplayState.PAUSED);
    ReplayProgress paused = rig.log().all().getFirst();
    assertThat(paused.getState()).isEqualTo(ReplayState.PAUSED);
    assertThat(paused.getTarget()).isEqualTo(ReplayTarget.TOPIC);
    assertThat(paused.getSelector()).contains("--to-earliest", "--topic " + target);
    assertThat(paused.getFed()).isEqualTo(timestamps().size()).isLessThan(RECORDS);

    assertThat(republication.resume(paused, Wanted.EVERYTHING, ordering(ReplayState.CANCELED)))
        .isEqualTo(ReplayState.CANCELED);
    ReplayProgress canceled = rig.log().all().getFirst();
    assertThat(canceled.getId()).isEqualTo(paused.getId());
    assertThat(canceled.getState()).isEqualTo(ReplayState.CANCELED);

    // Nobody resumes what was canceled; were it the word of one that was killed, this is its rest.
    ReplayProgress fast = ReplayProgress.newBuilder(canceled).setSpeed(null).build();
    assertThat(republication.resume(fast, Wanted.EVERYTHING, _ -> {}))
        .isEqualTo(ReplayState.COMPLETED);
    assertThat(rig.log().all()).hasSize(1);
    assertThat(rig.log().all().getFirst().getFed()).isEqualTo(RECORDS);
    assertThat(timestamps()).isSorted().doesNotHaveDuplicates().hasSize(RECORDS);
  }

  /** As soon as one record is known to be written. */
  private Consumer<ReplayProgress> ordering(ReplayState wanted) {
    return event -> {
      if (event.getFed() > 0 && event.getState() == ReplayState.RUNNING) {
        rig.log().order(event, wanted);
      }
    };
  }

  private ReplayPlan plan() {
    return rig.replay(1).plan(new Selector.Earliest(), new Limit.None());
  }

  private Republication.Goal at(OptionalDouble speed) {
    return new Republication.Goal(target, speed);
  }

  private List<Long> timestamps() {
    return TopicReader.readAll(cluster, target).stream().map(ConsumerRecord::timestamp).toList();
  }
}

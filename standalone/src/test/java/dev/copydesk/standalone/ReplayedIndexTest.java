package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.enrich.EntitySettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.replays.ReplayLog;
import dev.copydesk.standalone.CommandCall.Outcome;
import dev.copydesk.standalone.command.IndexClient;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.FreshTopics;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.RawArticles;
import dev.copydesk.testkit.TopicReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills replays of everything, with another tagger, by SIGKILL among live traffic, and asks whether
 * what the index has is, by hash, what it has after a straight run over the same raw articles.
 *
 * <p>The long form runs with the profile {@code faults}, over {@code -Dcopydesk.articles=N}
 * articles (5,000). {@code -Dcopydesk.seed=N} repeats a run's choices, though not its timing.
 */
@OnCluster
class ReplayedIndexTest {

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int PARTITIONS = 3;

  @TempDir private Path folder;
  @TempDir private Path straightFolder;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<RawArticle> known = new ArrayList<>();
  private Cluster cluster;
  private Topics topics;
  private ReplayLog log;
  private int live;

  @BeforeEach
  void meet(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    log =
        new ReplayLog(
            new KafkaSettings(
                cluster.bootstrapServers(),
                Map.of(),
                URI.create(cluster.registryUrl()),
                topics,
                (short) 1),
            InstantSource.system());
  }

  @Test
  void isThatOfAStraightRun() throws Exception {
    killReplays(60, 1, 1, 20);
  }

  @Test
  @Tag("faults")
  void isThatOfAStraightRunAtLength() throws Exception {
    int articles = Integer.getInteger("copydesk.articles", 5_000);
    killReplays(articles, 2, 5, articles / 25);
  }

  private void killReplays(int articles, int replays, int kills, int rate) throws Exception {
    System.out.println("seed " + seed);
    known.addAll(IntStream.range(0, articles).mapToObj(ReplayedIndexTest::article).toList());
    Map<String, String> replayed;
    try (RunningServices services = new RunningServices(cluster, topics, folder, Map.of())) {
      services.raw(known);
      services.enrich(tagging(EntitySettings.Tagger.BUILTIN));
      await().atMost(PATIENCE).until(() -> services.last().size() == articles);
      services.enrich(tagging(EntitySettings.Tagger.NONE));
      ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
      Future<?> writing =
          traffic.scheduleWithFixedDelay(
              () -> services.raw(List.of(next())), 0, 100, TimeUnit.MILLISECONDS);
      try {
        for (int replay = 0; replay < replays; replay++) {
          replay(articles, kills, rate);
        }
      } finally {
        traffic.shutdown();
        assertThat(traffic.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(writing.state()).as("traffic").isNotEqualTo(Future.State.FAILED);
      replayed = indexed(services, topics);
    }
    assertThat(live).isPositive();
    Map<String, String> straight = straight();
    assertThat(replayed).as("seed %d", seed).isEqualTo(straight).isNotEmpty();
    assertThat(hash(replayed)).isEqualTo(hash(straight));
  }

  /** One replay of everything, killed so many times on its way and taken up each time. */
  private void replay(int articles, int kills, int rate) throws Exception {
    int before = log.all().size();
    Process begun =
        CommandCall.start(
            List.of("replay", "--to-earliest", "--rate", String.valueOf(rate), "--execute"),
            cluster,
            topics);
    await().atMost(PATIENCE).until(() -> log.all().size() > before || !begun.isAlive());
    assertThat(log.all()).as("it has begun").hasSizeGreaterThan(before);
    String id = log.all().getFirst().getId();
    Process running = begun;
    for (int kill = 1; kill <= kills; kill++) {
      long at = (long) articles * kill / (kills + 1) - random.nextInt(articles / (kills + 1) / 2);
      await().atMost(PATIENCE).until(() -> at(id).getFed() >= at);
      running.destroyForcibly().waitFor();
      assertThat(at(id).getState()).as("it goes on to be killed").isEqualTo(ReplayState.RUNNING);
      // Else it would be listened for first, ten seconds long.
      assertThat(run("replay", "pause", id).status()).isZero();
      running = CommandCall.start(List.of("replay", "resume", id), cluster, topics);
    }
    assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).isZero();
    assertThat(at(id).getState()).isEqualTo(ReplayState.COMPLETED);
  }

  private ReplayProgress at(String id) {
    return log.find(id).getFirst();
  }

  /** The same raw records, in topics of their own, enriched and indexed once. */
  private Map<String, String> straight() throws Exception {
    Topics own = FreshTopics.create(cluster, PARTITIONS);
    try (RunningServices services = new RunningServices(cluster, own, straightFolder, Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaClients(services.kafka).producer("copy", Map.of())) {
      // The schema has the same id in the registry, whatever the topic.
      services.codec.encode(own.raw(), known.getFirst());
      for (ConsumerRecord<String, byte[]> record :
          TopicReader.readAll(cluster, topics.raw().name())) {
        producer.send(
            new ProducerRecord<>(
                own.raw().name(),
                record.partition(),
                record.key().getBytes(StandardCharsets.UTF_8),
                record.value()));
      }
      producer.flush();
      services.enrich(tagging(EntitySettings.Tagger.NONE));
      return indexed(services, own);
    }
  }

  /** By id what the index shows of each article, once {@code verify} finds that it has them all. */
  private Map<String, String> indexed(RunningServices services, Topics of) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Outcome verified =
                  CommandCall.run(List.of("verify", "--url", services.url()), cluster, of);
              assertThat(verified.status()).as(verified.out()).isZero();
            });
    Map<String, String> records = new TreeMap<>();
    try (IndexClient client = new IndexClient(URI.create(services.url()))) {
      Optional<String> next = Optional.of("");
      while (next.isPresent()) {
        JsonNode page = client.page("", next.get());
        for (JsonNode hit : page.path("hits")) {
          String id = hit.path("id").asText();
          records.put(id, seen((ObjectNode) client.article(id).orElseThrow()));
        }
        next = Optional.ofNullable(page.path("next").asText(null));
      }
    }
    return records;
  }

  /** How often an article was written, and when, is not what readers are after. */
  private static String seen(ObjectNode article) {
    article.remove(List.of("sequence", "pipeline"));
    return article.toString();
  }

  private static String hash(Map<String, String> records) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    records.values().forEach(each -> digest.update(each.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private Outcome run(String... arguments) {
    return CommandCall.run(List.of(arguments), cluster, topics);
  }

  private static EntitySettings tagging(EntitySettings.Tagger tagger) {
    return new EntitySettings(tagger, Optional.empty());
  }

  private RawArticle next() {
    live++;
    return RawArticles.amid(known, article(1_000_000 + live), live, random);
  }

  private static RawArticle article(int i) {
    return RawArticles.text(
        i + ".txt", "The mayor of Lisbon, Maria Silva, thanked %d people.".formatted(i));
  }
}

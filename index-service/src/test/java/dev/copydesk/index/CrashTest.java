package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.index.sink.opensearch.Family;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.OnOpenSearch;
import dev.copydesk.testkit.OpenSearchNode;
import dev.copydesk.testkit.TopicReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the index service by SIGKILL among live traffic, and holds what is kept beside the topic,
 * record by record.
 *
 * <p>The long form runs with the profile {@code faults}. {@code -Dcopydesk.seed=N} repeats a run's
 * choices, though not its timing.
 */
@OnCluster
@OnOpenSearch
class CrashTest {

  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_LIFE_MILLIS = 500;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path home;

  private final long seed = Long.getLong("copydesk.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, Long> sequences = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Cluster cluster;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private KafkaSettings kafka;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private Family family;

  @SuppressWarnings("NullAway.Init") // Before each test.
  private OpenSearchNode node;

  @BeforeEach
  void meet(Cluster cluster, Topics topics, OpenSearchNode node) {
    this.cluster = cluster;
    this.node = node;
    kafka = RunningIndex.kafka(cluster, topics, cluster.registryUrl());
    family = new Family(node.address());
  }

  /** Without OpenSearch, where the group waits for each of the dead some seconds. */
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl"})
  void killedThreeTimes(String target) throws Exception {
    killAmidTraffic(target, 3, 2_000);
  }

  @Tag("faults")
  @ParameterizedTest
  @ValueSource(strings = {"lucene", "jsonl", "opensearch"})
  void killedThirtyTimes(String target) throws Exception {
    killAmidTraffic(target, 30, 20_000);
  }

  private void killAmidTraffic(String target, int kills, int records) throws Exception {
    System.out.printf("crashes: sink=%s seed=%d%n", target, seed);
    long begun = System.nanoTime();
    String place =
        target.equals("opensearch")
            ? node.address() + " " + family.name()
            : home.resolve("kept").toString();
    try (KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        ExecutorService writer = Executors.newSingleThreadExecutor()) {
      for (int kill = 0; kill < kills; kill++) {
        Process child = launch(target, place, false);
        Future<?> writing = writer.submit(() -> write(producer, records / kills));
        await(child, "reading");
        // How long a process lives is the choice that is tested; nothing waits for a state here.
        child.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        assertThat(child.isAlive()).as(this::log).isTrue();
        child.destroyForcibly().waitFor();
        writing.get();
      }
      write(producer, records % kills);
    }
    Process last = launch(target, place, true);
    await(last, "caughtup");
    assertThat(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).as(this::log).isZero();
    Map<String, Long> expected = inTopic();
    assertThat(kept(target)).as("seed %d", seed).isEqualTo(expected);
    System.out.printf(
        "crashes: sink=%s seed=%d kills=%d records=%d articles=%d seconds=%d%n",
        target,
        seed,
        kills,
        records,
        expected.size(),
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
  }

  /** Revisions, kill notices and tombstones of articles old and new. */
  private void write(KafkaProducer<String, byte[]> producer, int count) {
    AvroCodec codec = RunningIndex.codec(kafka);
    String topic = kafka.topics().enriched().name();
    for (int i = 0; i < count; i++) {
      String id =
          random.nextInt(3) == 0 && !sequences.isEmpty()
              ? "a" + random.nextInt(sequences.size())
              : "a" + sequences.size();
      long sequence = sequences.merge(id, 1L, Long::sum);
      int kind = random.nextInt(20);
      EnrichedArticle article = kind == 1 ? canceled(id, sequence) : usable(id, sequence);
      byte[] value = kind == 0 ? null : codec.encode(kafka.topics().enriched(), article);
      producer.send(new ProducerRecord<>(topic, id, value));
    }
    producer.flush();
  }

  private Process launch(String target, String place, boolean finish) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // What the JVM itself has to say it would say where the parent listens.
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                IndexChild.class.getName(),
                target,
                place,
                cluster.bootstrapServers(),
                cluster.registryUrl(),
                kafka.topics().prefix(),
                Integer.toString(PARTITIONS),
                Boolean.toString(finish)))
        .redirectError(Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  private void await(Process child, String word) throws IOException {
    BufferedReader lines = child.inputReader();
    String line = lines.readLine();
    while (line != null && !line.equals(word)) {
      line = lines.readLine();
    }
    assertThat(line).as(this::log).isEqualTo(word);
  }

  private String log() {
    try {
      List<String> lines = Files.readAllLines(home.resolve("log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Map<String, Long> kept(String target) throws IOException {
    return switch (target) {
      case "lucene" -> {
        try (LuceneSink sink = new LuceneSink(home.resolve("kept"), Duration.ofHours(1))) {
          yield Visible.in(sink.articles());
        }
      }
      case "opensearch" -> family.visible();
      default -> inFiles(home.resolve("kept"));
    };
  }

  /** What a reader makes of the files; each line must be there once. */
  private static Map<String, Long> inFiles(Path folder) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(path -> path.toString().contains("articles-")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(new ObjectMapper().readTree(line));
        }
      }
    }
    assertThat(lines)
        .filteredOn(line -> !line.path("status").asText().equals("DELETED"))
        .extracting(line -> line.path("id").asText() + " " + line.path("sequence").asText())
        .doesNotHaveDuplicates();
    Map<String, Long> kept = new HashMap<>();
    for (JsonNode line : lines) {
      if (line.path("status").asText().equals("USABLE")) {
        kept.put(line.path("id").asText(), line.path("sequence").asLong());
      } else {
        kept.remove(line.path("id").asText());
      }
    }
    return kept;
  }

  /** By id the sequence that the topic says last, of what is not hidden. */
  private Map<String, Long> inTopic() {
    AvroCodec codec = RunningIndex.codec(kafka);
    Map<String, Long> last = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record :
        TopicReader.readAll(cluster, kafka.topics().enriched().name())) {
      if (record.value() == null) {
        last.remove(record.key());
        continue;
      }
      EnrichedArticle article = codec.decode(EnrichedArticle.class, record.value());
      if (article.getStatus() == ArticleStatus.USABLE) {
        last.put(record.key(), article.getSequence());
      } else {
        last.remove(record.key());
      }
    }
    return last;
  }
}

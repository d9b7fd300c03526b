package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.publish.Step;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.PublishedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Rejection;
import dev.copydesk.service.Health;
import dev.copydesk.service.SettingsException;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.KafkaSettings;
import dev.copydesk.service.kafka.SchemaRegistry;
import dev.copydesk.service.kafka.trace.Tracing;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that ingest promises, against a real broker and registry. */
@OnCluster
class IngestServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  @TempDir private Path state;
  private Cluster cluster;
  private Topics topics;
  private AvroCodec codec;

  @BeforeEach
  void meet(Cluster cluster, Topics topics) {
    this.cluster = cluster;
    this.topics = topics;
    this.codec = new AvroCodec(new SchemaRegistry(URI.create(cluster.registryUrl())));
  }

  /** Ends the service where it stands, as a crash would: nobody catches an error. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @EnumSource
  void eachArticleOnceWhereverItCrashes(Step step) throws IOException {
    for (int i = 0; i < 20; i++) {
      drop("day/%02d.txt".formatted(i), "Article number " + i);
    }
    drop("items.jsonl", items(30));
    AtomicInteger reached = new AtomicInteger();
    try (IngestService service =
        start(
            at -> {
              if (at == step && reached.incrementAndGet() == 3) {
                throw new Crash();
              }
            })) {
      await().atMost(PATIENCE).until(() -> service.ended().isCompletedExceptionally() || quiet());
    }
    try (IngestService _ = start(_ -> {})) {
      await().atMost(PATIENCE).until(this::quiet);
    }
    assertThat(raw()).hasSize(50).extracting(RawArticle::getId).doesNotHaveDuplicates();
    assertThat(receipts())
        .hasSize(21)
        .allSatisfy((_, r) -> assertThat(r.getState()).isEqualTo(FileState.PUBLISHED));
    assertThat(names("done")).hasSize(21);
  }

  @Test
  void receiptsSayWhereTheArticlesLie() throws IOException {
    drop("a.jsonl", items(5));
    drop("b.jsonl", items(5));
    drop("c.jsonl", "{\"uri\":\"x\"}\n{\"uri\":\"brok");
    try (IngestService _ = start(_ -> {})) {
      await().atMost(PATIENCE).until(this::quiet);
    }
    List<FileReceipt> equal = List.of(receipt("a.jsonl"), receipt("b.jsonl"));
    assertThat(equal)
        .extracting(FileReceipt::getState)
        .containsExactlyInAnyOrder(FileState.PUBLISHED, FileState.DUPLICATE);
    FileReceipt published =
        equal.stream().filter(r -> r.getState() == FileState.PUBLISHED).findFirst().orElseThrow();
    assertThat(equal).extracting(FileReceipt::getDuplicateOf).contains(published.getPath());
    Map<String, String> found =
        TopicReader.readAll(cluster, topics.raw().name()).stream()
            .collect(Collectors.toMap(r -> r.partition() + "-" + r.offset(), ConsumerRecord::key));
    assertThat(published.getPublished()).hasSize(5);
    for (PublishedArticle article : published.getPublished()) {
      assertThat(found)
          .containsEntry(article.getPartition() + "-" + article.getOffset(), article.getId());
    }
    FileReceipt partly = receipt("c.jsonl");
    assertThat(partly.getState()).isEqualTo(FileState.PARTLY_REJECTED);
    assertThat(partly.getRejected()).extracting(Rejection::getPosition).containsExactly(1);
    assertThat(TopicReader.readAll(cluster, topics.deadLetters().name()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).asString().isEqualTo("{\"uri\":\"brok"));
    assertThat(names("failed")).containsExactly("c.jsonl", "c.jsonl.reason.json");
  }

  @Test
  void brokenInputEndsAsAReceiptAndTheNextFileIsUnaffected() throws Exception {
    drop("empty.txt", "");
    drop("blank.html", " \n\t\n");
    drop("cut.jsonl", "{\"uri\":\"cut");
    drop("photo.png", "\u0089PNG");
    drop("new\nline.txt", "An article in a file with an odd name");
    Path longLine = folder.resolve("long.jsonl.tmp");
    try (var out = Files.newBufferedWriter(longLine)) {
      for (int i = 0; i < 50; i++) {
        out.write("x".repeat(1 << 20));
      }
      out.write("\n{\"uri\":\"after the long line\"}\n");
    }
    Files.move(longLine, folder.resolve("long.jsonl"), StandardCopyOption.ATOMIC_MOVE);
    Files.createSymbolicLink(folder.resolve("passwd.txt"), Path.of("/etc/passwd"));
    assertThat(
            new ProcessBuilder("mkfifo", folder.resolve("fifo.txt").toString()).start().waitFor())
        .isZero();
    drop("zz.txt", "The next file");
    drop(".hidden.txt", "waits");
    drop("unfinished.txt.part", "waits");
    try (IngestService _ = start(_ -> {})) {
      await().atMost(PATIENCE).until(() -> names("").size() == 2);
    }
    Map<String, String> codes = new TreeMap<>();
    receipts()
        .forEach(
            (path, receipt) ->
                codes.put(
                    path,
                    receipt.getRejected().isEmpty()
                        ? receipt.getState().name()
                        : receipt.getRejected().getFirst().getCode()));
    assertThat(codes)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "empty.txt", "EMPTY_FILE",
                    "blank.html", "BLANK_FILE",
                    "cut.jsonl", "NOT_JSON",
                    "photo.png", "UNSUPPORTED_MEDIA_TYPE",
                    "new\nline.txt", "PUBLISHED",
                    "long.jsonl", "LINE_TOO_LONG",
                    "passwd.txt", "NOT_A_REGULAR_FILE",
                    "fifo.txt", "NOT_A_REGULAR_FILE",
                    "zz.txt", "PUBLISHED")));
    assertThat(names("done")).containsExactlyInAnyOrder("new\nline.txt", "zz.txt");
    assertThat(Files.isSymbolicLink(folder.resolve("failed/passwd.txt"))).isTrue();
    assertThat(folder.resolve("failed/long.jsonl")).hasSize((50 << 20) + 31);
  }

  @Test
  void aLongFileGoesOnWhereItStopped() throws IOException {
    String body = "y".repeat(400_000);
    drop(
        "long.jsonl",
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"uri\":\"long-%d\",\"body_text\":\"%s\"}\n".formatted(i, body))
            .collect(Collectors.joining()));
    AtomicInteger commits = new AtomicInteger();
    try (IngestService service =
        start(
            at -> {
              if (at == Step.AFTER_COMMIT && commits.incrementAndGet() == 2) {
                throw new Crash();
              }
            })) {
      await().atMost(PATIENCE).until(() -> service.ended().isCompletedExceptionally());
    }
    FileReceipt half = receipt("long.jsonl");
    assertThat(half.getState()).isEqualTo(FileState.PUBLISHING);
    assertThat(half.getNextPosition()).isBetween(2, 99);
    try (IngestService _ = start(_ -> {})) {
      await().atMost(PATIENCE).until(this::quiet);
    }
    assertThat(raw()).hasSize(100).extracting(RawArticle::getId).doesNotHaveDuplicates();
    assertThat(receipt("long.jsonl").getArticles()).isEqualTo(100);
    assertThat(receipt("long.jsonl").getPublished()).hasSize(100);
  }

  @Test
  void nothingInDoneIsOverwritten() throws IOException {
    try (IngestService _ = start(_ -> {})) {
      for (String version : List.of("one", "two", "three")) {
        drop("a.txt", version);
        await().atMost(PATIENCE).until(this::quiet);
      }
    }
    assertThat(names("done")).containsExactlyInAnyOrder("a.txt", "a.txt~1", "a.txt~2");
    assertThat(raw()).hasSize(3);
  }

  @Test
  void whatIsKnownOutlivesTheStateFolder() throws IOException {
    try (IngestService _ = start(_ -> {})) {
      drop("a.txt", "An article");
      await().atMost(PATIENCE).until(this::quiet);
    }
    state = Files.createDirectories(state.resolve("another"));
    try (IngestService _ = start(_ -> {})) {
      drop("b.txt", "An article");
      await().atMost(PATIENCE).until(this::quiet);
    }
    assertThat(raw()).hasSize(1);
    assertThat(receipt("b.txt").getDuplicateOf()).isEqualTo("a.txt");
  }

  @Test
  void aStateFolderHasOneInstance() throws IOException {
    try (IngestService _ = start(_ -> {})) {
      drop("a.txt", "An article");
      await().atMost(PATIENCE).until(this::quiet);
      try (IngestService second = start(_ -> {})) {
        await().atMost(PATIENCE).until(() -> second.ended().isDone());
        assertThat(second.ended().exceptionNow())
            .isInstanceOf(SettingsException.class)
            .hasMessageContaining("ingest.state-dir");
      }
    }
  }

  private IngestService start(Step.Listener steps) {
    IngestSettings settings =
        new IngestSettings(
            new WatchSettings(
                folder,
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                FileOrder.OLDEST,
                Optional.empty()),
            "inbox",
            Optional.of("test"),
            state,
            Duration.ofSeconds(6),
            OnDone.MOVE,
            FormatLimits.DEFAULT);
    KafkaSettings kafka =
        new KafkaSettings(
            cluster.bootstrapServers(),
            Map.of(),
            URI.create(cluster.registryUrl()),
            topics,
            (short) 1);
    IngestService service =
        new IngestService(
            settings,
            kafka,
            new SimpleMeterRegistry(),
            new Health(),
            InstantSource.system(),
            Tracing.off(),
            steps);
    service.start();
    return service;
  }

  private void drop(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String items(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"uri\":\"item-%d\",\"headline\":\"h\"}\n"::formatted)
        .collect(Collectors.joining());
  }

  private boolean quiet() {
    return names("").isEmpty();
  }

  /** Files below a folder; of the watched folder those not yet put away. */
  private List<String> names(String below) {
    Path root = folder.resolve(below);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.startsWith("done/") && !name.startsWith("failed/"))
          .sorted()
          .toList();
    } catch (UncheckedIOException _) {
      // A file went while the folder was walked: look again.
      return List.of("unsettled");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<RawArticle> raw() {
    return TopicReader.readAll(cluster, topics.raw().name()).stream()
        .map(record -> codec.decode(RawArticle.class, record.value()))
        .toList();
  }

  private FileReceipt receipt(String path) {
    return Objects.requireNonNull(receipts().get(path));
  }

  /** The last receipt of each file. */
  private Map<String, FileReceipt> receipts() {
    return TopicReader.readAll(cluster, topics.files().name()).stream()
        .map(record -> codec.decode(FileReceipt.class, record.value()))
        .collect(Collectors.toMap(FileReceipt::getPath, r -> r, (_, later) -> later));
  }
}

package dev.copydesk.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.testkit.RawArticles;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each release has left in {@code news.raw} replays through today's code. */
class RecordedTopicTest {

  private static final Path RECORDED = Path.of("src/test/resources/recorded");
  private static final int WRITER_ID = 1001;
  private static final String KILLED = "%032d".formatted(7);
  private static final String EMBARGOED = "%032d".formatted(8);

  @TempDir Path state;

  // Bytes are compared by nobody.
  @SuppressWarnings("ArrayRecordComponent")
  private record Recorded(byte[] key, byte[] value) {}

  @ParameterizedTest
  @MethodSource("releases")
  void replaysThroughTodaysCode(Path release) throws IOException {
    List<Recorded> topic = read(release.resolve("news.raw"));
    Schema writer = new Schema.Parser().parse(Files.readString(release.resolve("RawArticle.avsc")));
    assertThat(topic).hasSize(6);
    try (TopologyFixture topology = new TopologyFixture(state, Annotators.real("today"))) {
      topology.registry.know(WRITER_ID, writer);
      for (Recorded record : topic) {
        topology.liveBytes(new String(record.key(), StandardCharsets.UTF_8), record.value());
      }
      topology.pass(Duration.ofDays(1));
      List<EnrichedArticle> written = topology.enriched();
      Map<String, EnrichedArticle> last = new HashMap<>();
      written.forEach(article -> last.put(article.getId(), article));
      assertThat(last).hasSize(5);
      assertThat(Objects.requireNonNull(last.get(KILLED)).getStatus())
          .isEqualTo(ArticleStatus.CANCELED);
      assertThat(last.get(EMBARGOED))
          .extracting(EnrichedArticle::getText, EnrichedArticle::getStatus)
          .containsExactly("The ferry sails again from noon.", ArticleStatus.USABLE);
      assertThat(last.values())
          .extracting(EnrichedArticle::getText)
          .anyMatch(text -> text.contains("At least 14 boats"))
          .anyMatch(text -> text.contains("the harbour master said"))
          .anyMatch(text -> text.contains("Around 200 people"));

      for (int offset = 0; offset < topic.size(); offset++) {
        topology.replay(topology.codec.decode(RawArticle.class, topic.get(offset).value()), offset);
      }
      assertThat(topology.enriched()).as("a replay changes nothing").isEmpty();
      assertThat(topology.deadLetters()).isEmpty();
    }
  }

  @Test
  void everyReleaseHasItsTopic() throws IOException {
    assertThat(releases()).isNotEmpty();
  }

  /** Not a check: records a topic in the schema of a release, run by hand when one is made. */
  @Test
  @EnabledIfSystemProperty(named = "copydesk.release", matches = "[0-9]+")
  void recordsATopicOfARelease() throws IOException {
    Path release = RECORDED.resolve(System.getProperty("copydesk.release"));
    assertThat(release).as("a release is never recorded again").doesNotExist();
    Files.createDirectories(release);
    Files.writeString(
        release.resolve("RawArticle.avsc"), RawArticle.getClassSchema().toString(true) + "\n");
    try (TopologyFixture topology = new TopologyFixture(state, Annotators.real("record"));
        DataOutputStream out =
            new DataOutputStream(Files.newOutputStream(release.resolve("news.raw")))) {
      for (RawArticle article : articles()) {
        byte[] key = article.getId().getBytes(StandardCharsets.UTF_8);
        byte[] value = topology.codec.encode(topology.topics.raw(), article);
        ByteBuffer.wrap(value).putInt(1, WRITER_ID);
        out.writeInt(key.length);
        out.write(key);
        out.writeInt(value.length);
        out.write(value);
      }
    }
  }

  private static List<RawArticle> articles() {
    return List.of(
        RawArticles.text(
            "a.txt",
            "Storm keeps boats ashore\n\nAt least 14 boats stayed in the harbour of Faro."),
        RawArticles.html(
            "b.html",
            "<html><head><title>Pier reopens</title></head><body><article><h1>Pier reopens</h1>"
                + "<p>The pier of Faro opened again on Monday after three weeks of repairs, the"
                + " harbour master said.</p></article></body></html>"),
        RawArticles.of(
                "c.jsonl",
                "application/json",
                "{\"uri\":\"c\",\"headline\":\"March in Faro\",\"body_text\":\"Around 200 people"
                    + " marched through Faro on Sunday.\"}")
            .setUri("c")
            .build(),
        RawArticles.revision(KILLED, 10, "A story that is not true."),
        RawArticles.of("kill.txt", "text/plain", "Kill.")
            .setId(KILLED)
            .setRevision(20)
            .setStatus(ArticleStatus.CANCELED)
            .build(),
        RawArticles.of("d.txt", "text/plain", "The ferry sails again from noon.")
            .setId(EMBARGOED)
            .setStatus(ArticleStatus.WITHHELD)
            .setEmbargoed(
                Instant.parse("2026-11-22T12:00:00Z").plus(Duration.ofHours(3)).toEpochMilli())
            .build());
  }

  private static List<Path> releases() throws IOException {
    try (Stream<Path> children = Files.list(RECORDED)) {
      return children.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<Recorded> read(Path file) throws IOException {
    List<Recorded> records = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] key = in.readNBytes(in.readInt());
        records.add(new Recorded(key, in.readNBytes(in.readInt())));
      }
    }
    return records;
  }
}

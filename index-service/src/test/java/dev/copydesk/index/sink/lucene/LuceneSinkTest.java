package dev.copydesk.index.sink.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.EnrichedArticles;
import dev.copydesk.index.Visible;
import dev.copydesk.index.search.Articles.Kept;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkSuite;
import dev.copydesk.index.sink.SuccessionSuite;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneSinkTest {

  private static final Duration REFRESH = Duration.ofMillis(50);

  @TempDir Path folder;

  @Nested
  class Law extends SinkSuite {

    @SuppressWarnings("NullAway.Init") // The suite opens it before each test.
    private LuceneSink current;

    @Override
    protected Sink open() {
      current = new LuceneSink(folder, REFRESH);
      return current;
    }

    @Override
    protected Map<String, Long> visible() {
      current.refreshNow();
      Map<String, Long> sequences = new HashMap<>();
      for (var hit : SearchIn.all(current.articles())) {
        sequences.put(hit.id(), sequence(current, hit.id()));
      }
      return sequences;
    }

    private static long sequence(LuceneSink sink, String id) {
      try {
        Kept.Article article = (Kept.Article) sink.articles().article(id);
        return new ObjectMapper().readTree(article.json()).path("sequence").asLong();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Nested
  class Succeeded extends SuccessionSuite<LuceneSink> {

    @SuppressWarnings("NullAway.Init") // The suite opens it before each test.
    private LuceneSink current;

    @Override
    protected LuceneSink open() {
      current = new LuceneSink(folder, REFRESH);
      return current;
    }

    @Override
    protected Map<String, Long> visible() {
      current.refreshNow();
      return Visible.in(current.articles());
    }
  }

  @Test
  void deletesTheFilesOfWhatIsDroppedAndNothingElse() throws IOException {
    try (LuceneSink sink = new LuceneSink(folder, REFRESH)) {
      var _ = sink.successor();
      sink.takeOver();
      Files.writeString(folder.resolve("thesis.txt"), "mine");
      sink.dropKept();
      try (var files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString().replaceAll("-.*", "")))
            .containsExactlyInAnyOrder("generations.json", "generation", "thesis.txt");
      }
    }
    try (LuceneSink sink = new LuceneSink(folder, REFRESH)) {
      assertThat(sink.position()).isEmpty();
    }
  }

  @Test
  void findsWhatWasAppliedSoonAndUncommitted() {
    try (LuceneSink sink = new LuceneSink(folder, REFRESH)) {
      sink.apply(
          List.of(new Change.Upsert(EnrichedArticles.usable("a", 1), 0)),
          new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), Instant.EPOCH));
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(SearchIn.all(sink.articles())).hasSize(1));
    }
  }

  @Test
  void saysThatAnotherProcessHoldsTheFolder() {
    try (LuceneSink _ = new LuceneSink(folder, REFRESH)) {
      assertRefused("another process", "--index-dir", "--index-sink opensearch");
    }
  }

  @Test
  void refusesAFolderOfSomethingElse() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "mine");
    assertRefused("not Copydesk's index");
    assertThat(folder.resolve("thesis.txt")).exists();
  }

  @Test
  void refusesAnIndexOfSomebodyElse() throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.commit();
    }
    assertRefused("not Copydesk's index");
  }

  @Test
  void refusesACorruptIndex() throws IOException {
    new LuceneSink(folder, REFRESH).close();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains("segments_")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    assertRefused("cannot be read", "move the folder away");
  }

  private void assertRefused(String... words) {
    assertThatThrownBy(() -> new LuceneSink(folder, REFRESH))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll("index.dir", folder.toString())
        .hasMessageContainingAll(words);
  }
}

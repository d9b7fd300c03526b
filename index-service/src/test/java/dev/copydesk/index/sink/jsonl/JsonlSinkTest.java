package dev.copydesk.index.sink.jsonl;

import static dev.copydesk.index.EnrichedArticles.canceled;
import static dev.copydesk.index.EnrichedArticles.usable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.index.sink.SinkSuite;
import dev.copydesk.service.SettingsException;
import dev.copydesk.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonlSinkTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Nested
  class Law extends SinkSuite {

    @Override
    protected Sink open() {
      // So small that most commits finish a file.
      return new JsonlSink(settings(5_000), InstantSource.system());
    }

    @Override
    protected Map<String, Long> visible() {
      Map<String, JsonNode> last = new HashMap<>();
      lines()
          .forEach(
              line ->
                  last.merge(
                      line.path("id").asText(),
                      line,
                      (one, other) ->
                          other.path("sequence").asLong() >= one.path("sequence").asLong()
                              ? other
                              : one));
      Map<String, Long> visible = new HashMap<>();
      last.forEach(
          (id, line) -> {
            if (line.path("status").asText().equals("USABLE")) {
              visible.put(id, line.path("sequence").asLong());
            }
          });
      return visible;
    }
  }

  @Test
  void keepsNothingOfAnArticleThatIsWithdrawn() {
    try (JsonlSink sink = sink()) {
      apply(sink, new Change.Upsert(usable("a", 1), 0), new Change.Upsert(canceled("a", 2), 1));
      assertThat(lines().getLast().toString())
          .isEqualTo("{\"id\":\"a\",\"sequence\":2,\"status\":\"CANCELED\"}");
    }
  }

  @Test
  void writesEachLineOnceWhateverACrashLeaves(@TempDir Path crashed) throws IOException {
    try (JsonlSink sink = sink()) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
      apply(sink, new Change.Upsert(usable("b", 1), 1), new Change.Upsert(usable("a", 2), 2));
      copy(folder, crashed);
    }
    folder = crashed;
    // Half a line, as the system may leave it.
    Path open = only(".open");
    Files.writeString(open, Files.readString(open) + "{\"id\":\"c\",");
    try (JsonlSink sink = sink()) {
      assertThat(lines()).extracting(line -> line.path("id").asText()).containsExactly("a");
      apply(sink, new Change.Upsert(usable("b", 1), 1), new Change.Upsert(usable("a", 2), 2));
      sink.commit();
      assertThat(lines())
          .extracting(line -> line.path("id").asText() + line.path("sequence").asText())
          .containsExactly("a1", "b1", "a2");
    }
  }

  @Test
  void forgetsWhatWasWrittenBeforeTheFirstCommit(@TempDir Path crashed) throws IOException {
    try (JsonlSink sink = sink()) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      copy(folder, crashed);
    }
    folder = crashed;
    try (JsonlSink sink = sink()) {
      assertThat(lines()).isEmpty();
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      assertThat(lines()).hasSize(1);
    }
  }

  @Test
  void goesOnAfterACrashBetweenTheRenameAndTheNextCommit(@TempDir Path crashed) throws IOException {
    try (JsonlSink sink = new JsonlSink(settings(1), InstantSource.system())) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
      apply(sink, new Change.Upsert(usable("b", 1), 1));
      copy(folder, crashed);
    }
    folder = crashed;
    try (JsonlSink sink = new JsonlSink(settings(1), InstantSource.system())) {
      apply(sink, new Change.Upsert(usable("b", 1), 1));
      sink.commit();
    }
    assertThat(lines())
        .extracting(line -> line.path("id").asText())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(files()).noneMatch(path -> path.toString().endsWith(".open"));
  }

  @Test
  void finishesAFileThatGrewOldWhileNothingCame() {
    ManualClock clock = new ManualClock(BEGIN);
    try (JsonlSink sink =
        new JsonlSink(new JsonlSettings(folder, 1 << 20, Duration.ofMillis(20)), clock)) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
      assertThat(only(".open")).exists();
      clock.advance(Duration.ofMinutes(1));
      Awaitility.await()
          .until(() -> files().stream().noneMatch(f -> f.toString().endsWith(".open")));
      assertThat(only(".jsonl")).exists();
    }
  }

  @Test
  void leavesTheFilesOfABuildingToTheirReaders() {
    try (JsonlSink sink = sink()) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
      sink.clear();
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
    }
    try (Stream<Path> buildings = Files.list(folder)) {
      assertThat(buildings.filter(path -> path.getFileName().toString().startsWith("from-")))
          .hasSize(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysThatAnotherProcessHoldsTheFolder() {
    try (JsonlSink _ = sink()) {
      assertThatThrownBy(this::sink)
          .isInstanceOf(SettingsException.class)
          .hasMessageContainingAll("index.jsonl.dir", "another process", "--index-jsonl-dir");
    }
  }

  @Test
  void refusesAFileThatWasCutShort() throws IOException {
    try (JsonlSink sink = sink()) {
      apply(sink, new Change.Upsert(usable("a", 1), 0));
      sink.commit();
    }
    Files.writeString(only(".open"), "");
    assertThatThrownBy(this::sink)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("move the folder away");
  }

  private JsonlSink sink() {
    return new JsonlSink(settings(1 << 20), InstantSource.system());
  }

  private JsonlSettings settings(long rollBytes) {
    return new JsonlSettings(folder, rollBytes, Duration.ofHours(1));
  }

  private static void apply(Sink sink, Change... changes) {
    sink.apply(
        List.of(changes),
        new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), BEGIN));
  }

  private Path only(String ending) {
    return files().stream()
        .filter(path -> path.toString().endsWith(ending))
        .findAny()
        .orElseThrow();
  }

  /** Those of the newest building, in order. */
  private List<Path> files() {
    try (Stream<Path> all = Files.walk(folder, 2)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(path -> path.getFileName().toString().startsWith("articles-"))
              .sorted()
              .toList();
      return files.stream()
          .filter(path -> Objects.equals(path.getParent(), files.getLast().getParent()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    try {
      for (Path file : files()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(new ObjectMapper().readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}

package dev.copydesk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which caches are used, recorded, out of date. */
final class AotCachesTest {

  private static final List<String> JAVA = List.of("java", "-cp", "a.jar");

  @TempDir private Path root;

  @ParameterizedTest
  @CsvSource({
    // current, other, what the other was made with that is another now
    "11-22, 11-23, jars",
    "11-22, 12-22, java",
    "11-22, 12-23, 'java,jars'",
    "11-22, 11-22, ",
    "11-22, notes, ",
    "11-22, 11-22-33, ",
    "folder, 11-22, ",
  })
  void whatIsBesideIsOutOfDate(String current, String other, String changed) throws IOException {
    Files.createDirectories(root.resolve(other));
    var caches = AotCaches.in(Files.createDirectories(root.resolve(current)));

    assertThat(caches.stale())
        .isEqualTo(
            changed == null
                ? List.of()
                : List.of(new AotCaches.Stale(root.resolve(other), changed)));
  }

  @Test
  void whatIsOutOfDateGoesAndTheRestStays() throws IOException {
    var caches = AotCaches.in(Files.createDirectories(root.resolve("11-22")));
    var kept =
        List.of(
            Files.createFile(root.resolve("11-22/kafka.aot")),
            Files.createFile(
                root.resolve("11-22/kafka-%d.aotconf".formatted(ProcessHandle.current().pid()))),
            Files.createFile(root.resolve("33-44")),
            Files.createFile(Files.createDirectory(root.resolve("mine")).resolve("kafka.aot")));
    var old =
        List.of(
            Files.createFile(Files.createDirectory(root.resolve("11-21")).resolve("kafka.aot")),
            // No process has this number.
            Files.createFile(root.resolve("11-22/kafka-2147483647.aotconf")),
            Files.createFile(root.resolve("11-22/kafka-2147483647.aotnew")));

    caches.removeStale();

    assertThat(kept).allMatch(Files::exists);
    assertThat(old).noneMatch(Files::exists);
  }

  @Test
  void aJvmIsStartedFromItsCacheElseRecorded() throws IOException {
    var folder = Files.createDirectories(root.resolve("11-22"));
    Files.createFile(folder.resolve("kafka.aot"));
    var caches = AotCaches.in(folder);

    assertThat(caches.options("kafka", JAVA))
        .contains("-XX:AOTCache=" + folder.resolve("kafka.aot"));
    assertThat(caches.isRecording()).isFalse();
    assertThat(caches.options("registry", JAVA)).contains("-XX:AOTMode=record");
    assertThat(caches.isRecording()).isTrue();
  }

  @Test
  void withoutAFolderNothingIsUsedOrRecorded() {
    for (var caches : List.of(AotCaches.none(), AotCaches.in(root.resolve("missing/11-22")))) {
      assertThat(caches.options("kafka", JAVA)).isEmpty();
      assertThat(caches.isRecording()).isFalse();
      caches.removeStale();
    }
  }
}

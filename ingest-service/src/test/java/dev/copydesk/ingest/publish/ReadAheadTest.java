package dev.copydesk.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.Formats;
import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temporary;
  private Path folder;
  private ReadAhead ahead;

  @BeforeEach
  void create() throws IOException {
    folder = temporary.toRealPath();
    ahead =
        new ReadAhead(
            new Formats(FormatLimits.DEFAULT),
            new FolderFiles(folder),
            "feed",
            InstantSource.system());
  }

  @AfterEach
  void close() {
    ahead.close();
  }

  private FoundFile found(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return new FoundFile(file, name, FileStamp.of(file));
  }

  @Test
  void filesComeInTheirOrderWithWhatIsInThem() throws Exception {
    for (int i = 0; i < 100; i++) {
      ahead.add(
          found("f%d.txt".formatted(i), "body %d".formatted(i).getBytes(StandardCharsets.UTF_8)));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(ahead.isRead(PATIENCE)).isTrue();
      assertThat(ahead.next().name()).isEqualTo("f%d.txt".formatted(i));
      assertThat(ahead.read().items().items()).hasSize(1);
      ahead.remove();
    }
    assertThat(ahead.isEmpty()).isTrue();
  }

  /**
   * So many times what may be held, in files that are next to nothing: all of them come through.
   */
  @Test
  void smallArchivesThatHoldMuchAreNotAllHeldAtOnce() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("word ".repeat(150_000).getBytes(StandardCharsets.UTF_8));
    }
    int files = 60;
    for (int i = 0; i < files; i++) {
      ahead.add(found("f%d.txt.gz".formatted(i), packed.toByteArray()));
    }
    for (int i = 0; i < files; i++) {
      assertThat(ahead.isRead(PATIENCE)).isTrue();
      assertThat(ahead.read().held()).isGreaterThan(700);
      ahead.remove();
    }
  }

  @Test
  void whatIsAbandonedLeavesItsRoomAndCanComeAgain() throws Exception {
    byte[] large = "word ".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    List<FoundFile> files = List.of(found("a.txt", large), found("b.txt", large));
    for (int i = 0; i < 30; i++) {
      files.forEach(ahead::add);
      assertThat(ahead.isRead(PATIENCE)).isTrue();
      assertThat(ahead.abandon()).isEqualTo(files);
      assertThat(ahead.hasRoom()).isTrue();
    }
  }

  @Test
  void aFileThatIsGoneIsSaidWhenItIsItsTurn() throws Exception {
    FoundFile gone = found("gone.txt", new byte[] {'a'});
    Files.delete(gone.path());
    ahead.add(gone);
    assertThat(ahead.isRead(PATIENCE)).isTrue();
    assertThatThrownBy(() -> ahead.read()).isInstanceOf(NoSuchFileException.class);
    ahead.remove();
    assertThat(ahead.isEmpty()).isTrue();
  }
}

package dev.copydesk.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No link leads out of the folder. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FolderFilesTest {

  @TempDir private Path temporary;
  private Path folder;
  private Path outside;
  private FolderFiles files;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectories(temporary.toRealPath().resolve("inbox"));
    outside = Files.createDirectories(temporary.toRealPath().resolve("outside"));
    Files.writeString(outside.resolve("x.txt"), "secret");
    Files.createDirectories(folder.resolve("day"));
    Files.writeString(folder.resolve("day/x.txt"), "article");
    files = new FolderFiles(folder);
  }

  @Test
  void readsMovesAndRemovesBelowTheFolder() throws IOException {
    assertThat(read(folder.resolve("day/x.txt"))).isEqualTo("article");
    files.createDirectories(folder.resolve("done/a/b"));
    Path target = folder.resolve("done/a/b/x.txt");
    files.create(target).close();
    assertThatThrownBy(() -> files.create(target)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> files.move(folder.resolve("day/x.txt"), target))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("day/x.txt")).hasContent("article");
    files.delete(target);
    files.move(folder.resolve("day/x.txt"), target);
    assertThat(target).hasContent("article");
    files.delete(target);
    files.delete(target);
    assertThat(target).doesNotExist();
  }

  @Test
  void followsNoLinkInTheFilesPlace() throws IOException {
    Path link = folder.resolve("link.txt");
    Files.createSymbolicLink(link, outside.resolve("x.txt"));
    assertThatThrownBy(() -> files.open(link)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.create(link)).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void followsNoLinkInTheDirectorysPlace() throws IOException {
    swap(folder.resolve("day"));
    Path file = folder.resolve("day/x.txt");
    assertThatThrownBy(() -> files.open(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.delete(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.move(file, folder.resolve("x.txt")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.create(folder.resolve("day/new.txt")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.createDirectories(folder.resolve("day")))
        .isInstanceOf(NotDirectoryException.class);
    assertThat(outside).isDirectoryNotContaining(p -> !p.endsWith("x.txt"));
    assertThat(outside.resolve("x.txt")).hasContent("secret");
  }

  @Test
  void followsNoLinkInTheFoldersOwnPlace() throws IOException {
    Files.writeString(folder.resolve("x.txt"), "article");
    swap(folder);
    assertThatThrownBy(() -> files.open(folder.resolve("x.txt"))).isInstanceOf(IOException.class);
  }

  @Test
  void opensNoFifo() throws Exception {
    Path fifo = folder.resolve("fifo.txt");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> files.open(fifo)).isInstanceOf(NoSuchFileException.class);
  }

  /** Somebody swaps the directory for a link and back while it is read, as fast as can be. */
  @Test
  void readsTheArticleOrNothingWhileTheDirectoryIsSwapped() throws Exception {
    Path day = folder.resolve("day");
    AtomicBoolean stop = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop.get()) {
                      Files.move(day, folder.resolve("away"));
                      Files.createSymbolicLink(day, outside);
                      Files.delete(day);
                      Files.move(folder.resolve("away"), day);
                    }
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    int articles = 0;
    int refused = 0;
    try {
      while (articles < 200 || refused < 200) {
        Throwable failure =
            catchThrowable(() -> assertThat(read(day.resolve("x.txt"))).isEqualTo("article"));
        if (failure == null) {
          articles++;
        } else {
          assertThat(failure).isInstanceOf(IOException.class);
          refused++;
        }
      }
    } finally {
      stop.set(true);
      swapper.join();
    }
  }

  private void swap(Path directory) throws IOException {
    Files.move(directory, temporary.resolve("away"));
    Files.createSymbolicLink(directory, outside);
  }

  private String read(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

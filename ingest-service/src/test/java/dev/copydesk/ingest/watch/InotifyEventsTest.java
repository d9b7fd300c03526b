package dev.copydesk.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.copydesk.ingest.watch.FolderEvents.Event;
import dev.copydesk.ingest.watch.FolderEvents.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What Linux tells, in its own words and ours. */
@EnabledOnOs(OS.LINUX)
class InotifyEventsTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    folder = temporary.toRealPath();
  }

  private static void watch(FolderEvents events, Path directory) throws IOException {
    events.watch(directory, FileStamp.of(directory).key());
  }

  private static List<Event> all(FolderEvents events) throws Exception {
    List<Event> all = new ArrayList<>();
    for (List<Event> some = events.await(SHORT); !some.isEmpty(); some = events.await(SHORT)) {
      all.addAll(some);
    }
    return all;
  }

  @Test
  void tellsEachStepOfAFilesLife() throws Exception {
    Path file = folder.resolve("größe.txt");
    try (FolderEvents events = new InotifyEvents(folder, new Inotify())) {
      watch(events, folder);
      assertThat(all(events)).isEmpty();
      try (OutputStream out = Files.newOutputStream(file)) {
        assertThat(all(events)).containsExactly(new Event(Kind.CREATED, file));
        out.write(1);
        assertThat(all(events)).containsExactly(new Event(Kind.WRITTEN, file));
      }
      assertThat(all(events)).containsExactly(new Event(Kind.COMPLETE, file));
      Path renamed = Files.move(file, folder.resolve("b.txt"));
      assertThat(all(events))
          .containsExactly(new Event(Kind.GONE, file), new Event(Kind.COMPLETE, renamed));
      Files.delete(renamed);
      assertThat(all(events)).containsExactly(new Event(Kind.GONE, renamed));
      Path directory = Files.createDirectory(folder.resolve("day"));
      assertThat(all(events)).containsExactly(new Event(Kind.LOST, directory));
    }
  }

  @Test
  void followsAPathRatherThanADirectory() throws Exception {
    Path day = Files.createDirectory(folder.resolve("day"));
    try (FolderEvents events = new InotifyEvents(folder, new Inotify())) {
      watch(events, day);
      Files.move(day, folder.resolve("yesterday"));
      // Of it alone: what is written elsewhere in the folder is still known.
      assertThat(all(events)).containsExactly(new Event(Kind.LOST, day));
      Files.writeString(folder.resolve("yesterday/a.txt"), "a");
      assertThat(all(events)).isEmpty();
      Files.createDirectory(day);
      watch(events, day);
      watch(events, day);
      Files.writeString(day.resolve("b.txt"), "b");
      assertThat(all(events)).endsWith(new Event(Kind.COMPLETE, day.resolve("b.txt")));
    }
  }

  @Test
  void saysWhenEventsWereLost() throws Exception {
    // Read by lines: of these files only the first read gives anything, and it may be one byte.
    int queue =
        Integer.parseInt(
            Files.readAllLines(Path.of("/proc/sys/fs/inotify/max_queued_events")).getFirst());
    assumeTrue(queue <= 50_000, "the queue of events is too long to be filled");
    try (FolderEvents events = new InotifyEvents(folder, new Inotify())) {
      watch(events, folder);
      // Each is created and closed, which makes two events.
      for (int i = 0; i <= queue / 2; i++) {
        Files.createFile(folder.resolve(Integer.toString(i)));
      }
      assertThat(all(events)).hasSize(queue + 1).endsWith(new Event(Kind.LOST, folder));
    }
  }

  @Test
  void failuresNameTheCallAndTheSystemsReason() throws IOException {
    try (Inotify inotify = new Inotify()) {
      assertThatThrownBy(() -> inotify.add(folder.resolve("none").toString(), Inotify.CREATE))
          .isInstanceOf(IOException.class)
          .hasMessage("inotify_add_watch failed: errno 2");
    }
  }
}

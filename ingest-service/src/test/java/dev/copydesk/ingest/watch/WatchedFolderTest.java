package dev.copydesk.ingest.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Noticing files on a real file system. */
class WatchedFolderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Long enough for a file that is wrongly taken to be seen. */
  private static final Duration WHILE = Duration.ofMillis(600);

  /** So long that no test sees a file taken for its rest. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Duration SOON = Duration.ofMillis(100);
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path temporary;
  private Path folder;
  private final List<FoundFile> taken = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("inbox"));
  }

  private WatchSettings settings(Duration atRest) {
    return new WatchSettings(
        folder, atRest, Duration.ofMillis(200), FileOrder.OLDEST, Optional.empty());
  }

  private WatchSettings marked() {
    return new WatchSettings(
        folder, NEVER, Duration.ofMillis(200), FileOrder.OLDEST, Optional.of(".done"));
  }

  /** Takes what there is; the names of all that was taken so far. */
  private List<String> names(WatchedFolder watched) {
    try {
      taken.addAll(watched.poll(1000, Duration.ZERO));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return taken.stream().map(FoundFile::name).toList();
  }

  private void awaitNames(WatchedFolder watched, String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(names(watched)).containsExactlyInAnyOrder(names));
  }

  private void stillOnly(WatchedFolder watched, String... names) {
    await().during(WHILE).atMost(PATIENCE).until(() -> names(watched).equals(List.of(names)));
  }

  @Test
  void anErrorThatEndsTheWatchIsToldToWhoeverAsksForFiles() {
    InstantSource broken =
        () -> {
          throw new LinkageError("gone");
        };
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), broken)) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> watched.poll(1, Duration.ZERO))
                      .isInstanceOf(LinkageError.class));
    }
  }

  @Test
  void aWatchThatFailsIsReportedAndRestsBeforeItBeginsAgain() {
    AtomicInteger failures = new AtomicInteger();
    InstantSource failing =
        () -> {
          failures.incrementAndGet();
          throw new IllegalStateException("no clock");
        };
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), failing)) {
      await().atMost(PATIENCE).until(() -> watched.trouble().isPresent());
      await().during(WHILE).atMost(PATIENCE).until(() -> failures.get() == 1);
      assertThat(watched.trouble()).hasValueSatisfying(t -> assertThat(t).contains("no clock"));
    }
  }

  /** Renamed or closed is complete: it is handed out though it is not at rest for an hour. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsRenamedInOrClosedIsTakenAtOnce() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(NEVER), CLOCK)) {
      awaitWatching(watched);
      Path part = Files.writeString(folder.resolve("renamed.txt.part"), "whole");
      Files.move(part, folder.resolve("renamed.txt"));
      Files.writeString(folder.resolve("closed.txt"), "whole");
      Path outside = Files.writeString(temporary.resolve("moved.txt"), "whole");
      Files.move(outside, folder.resolve("moved.txt"));

      awaitNames(watched, "first.txt", "renamed.txt", "closed.txt", "moved.txt");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatIsOpenWaitsForItsWriterWhateverTheOthersDo() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      try (OutputStream slow = Files.newOutputStream(folder.resolve("slow.txt"))) {
        slow.write('a');
        Files.writeString(folder.resolve("quick.txt"), "whole");
        awaitNames(watched, "first.txt", "quick.txt");
        stillOnly(watched, "first.txt", "quick.txt");
        assertThat(watched.beingWritten()).isEqualTo(1);
        slow.write('b');
      }
      awaitNames(watched, "first.txt", "quick.txt", "slow.txt");
      assertThat(taken.getLast().stamp().size()).isEqualTo(2);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anEmptyFileWaitsForItsContent() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(NEVER), CLOCK)) {
      awaitWatching(watched);
      Path file = Files.createFile(folder.resolve("later.txt"));
      stillOnly(watched, "first.txt");
      Files.writeString(file, "whole");
      awaitNames(watched, "first.txt", "later.txt");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecondLinkIsTakenAtRestThoughNobodyClosesIt() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      Path outside = Files.writeString(temporary.resolve("other.txt"), "whole");
      Files.createLink(folder.resolve("link.txt"), outside);
      Files.createLink(
          folder.resolve("empty.txt"), Files.createFile(temporary.resolve("empty.txt")));
      awaitNames(watched, "first.txt", "link.txt", "empty.txt");
    }
  }

  /** As on systems and mounts without inotify, and where its limits are reached. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void elsewhereAFileIsTakenWhenItRests(boolean events) throws Exception {
    Duration rest = Duration.ofSeconds(1);
    try (WatchedFolder watched =
        new WatchedFolder(
            settings(rest), CLOCK, events ? new WatchServiceEvents(folder) : new NoEvents())) {
      try (OutputStream slow = Files.newOutputStream(folder.resolve("slow.txt"))) {
        for (int i = 0; i < 8; i++) {
          slow.write('a');
          await()
              .pollDelay(Duration.ofMillis(300))
              .until(() -> Files.size(folder.resolve("slow.txt")) > 0);
        }
        assertThat(names(watched)).isEmpty();
      }
      awaitNames(watched, "slow.txt");
      assertThat(taken.getFirst().stamp().size()).isEqualTo(8);
    }
  }

  /**
   * A scan does not look again at what is waited for, so it is seen when the file would be taken.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDirectoryInTheNameOfAFileThatWaitedIsLookedInto(boolean events) throws Exception {
    try (WatchedFolder watched =
        new WatchedFolder(
            settings(Duration.ofSeconds(1)),
            CLOCK,
            events ? new WatchServiceEvents(folder) : new NoEvents())) {
      Files.writeString(folder.resolve("x"), "waits");
      stillOnly(watched);
      Files.delete(folder.resolve("x"));
      Files.createDirectory(folder.resolve("x"));
      Files.writeString(folder.resolve("x/y.txt"), "beneath");
      awaitNames(watched, "x/y.txt");
    }
  }

  @Test
  void hiddenAndTemporaryNamesWait() throws IOException {
    for (String name : List.of(".x.txt", "x.txt.part", "x.txt.tmp", "x.txt~", "x.TEMP")) {
      Files.writeString(folder.resolve(name), "not yet");
    }
    Files.createDirectory(folder.resolve(".hidden"));
    Files.writeString(folder.resolve(".hidden/x.txt"), "not yet");
    for (String ours : List.of("done", "failed")) {
      Files.writeString(Files.createDirectory(folder.resolve(ours)).resolve("x.txt"), "was read");
    }
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      stillOnly(watched, "first.txt");
    }
  }

  @Test
  void aMarkerSaysWhenAFileIsComplete() throws IOException {
    Files.writeString(folder.resolve("before.xml"), "<a/>");
    Files.createFile(folder.resolve("before.xml.done"));
    Files.createFile(folder.resolve(".done"));
    try (WatchedFolder watched = new WatchedFolder(marked(), CLOCK)) {
      awaitNames(watched, "before.xml");
      Files.writeString(folder.resolve("x.xml"), "<a>");
      stillOnly(watched, "before.xml");
      Files.writeString(folder.resolve("x.xml"), "<a></a>");
      Files.createFile(folder.resolve("x.xml.done"));
      awaitNames(watched, "before.xml", "x.xml");
      assertThat(taken.getLast().stamp().size()).isEqualTo(7);
    }
  }

  @Test
  void aMarkerWithoutItsFileIsRemovedOnceItIsStale() throws IOException {
    Path stale = Files.createFile(folder.resolve("gone.xml.done"));
    Files.setLastModifiedTime(stale, FileTime.fromMillis(0));
    Path fresh = Files.createFile(folder.resolve("coming.xml.done"));
    try (WatchedFolder watched = new WatchedFolder(marked(), CLOCK)) {
      await().atMost(PATIENCE).until(() -> Files.notExists(stale));
      assertThat(fresh).exists();
      assertThat(names(watched)).isEmpty();
    }
  }

  @Test
  void directoriesThatComeAndMoveAreWatchedToo() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      Path day = Files.createDirectories(folder.resolve("2026/11/22"));
      Files.writeString(day.resolve("a.txt"), "a");
      awaitNames(watched, "first.txt", "2026/11/22/a.txt");
      Files.move(folder.resolve("2026"), folder.resolve("2027"));
      Files.writeString(folder.resolve("2027/11/22/b.txt"), "b");
      await().atMost(PATIENCE).until(() -> names(watched).contains("2027/11/22/b.txt"));
    }
  }

  /** More files than are held in memory, there before the start. */
  @ParameterizedTest
  @EnumSource
  void ofManyFilesTheFirstComeFirst(FileOrder order) throws Exception {
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      Path file = Files.createFile(folder.resolve("%05d.txt".formatted(i * 7919 % count)));
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + i * 7919 % count));
    }
    WatchSettings settings =
        new WatchSettings(folder, SOON, Duration.ofSeconds(1), order, Optional.empty());
    List<String> all = new ArrayList<>();
    try (WatchedFolder watched = new WatchedFolder(settings, CLOCK)) {
      while (all.size() < count) {
        List<FoundFile> files = watched.poll(500, PATIENCE);
        assertThat(files).as("after %d", all.size()).isNotEmpty();
        for (FoundFile file : files) {
          all.add(file.name());
          Files.delete(file.path());
          watched.release(file);
        }
      }
    }
    List<String> sorted = IntStream.range(0, count).mapToObj("%05d.txt"::formatted).toList();
    assertThat(all).isEqualTo(order == FileOrder.OLDEST ? sorted : sorted.reversed());
  }

  /** Far more renames than the queues of inotify and of ready files hold. */
  @Test
  void noneOfAFloodIsMissedNorTakenTwice() throws Exception {
    int count = 18_000;
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    for (int i = 0; i < count; i++) {
      Files.createFile(outside.resolve(i + ".txt"));
    }
    Set<String> all = new HashSet<>();
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      for (int i = 0; i < count; i++) {
        Files.move(
            outside.resolve(i + ".txt"),
            folder.resolve(i + ".txt"),
            StandardCopyOption.ATOMIC_MOVE);
      }
      while (all.size() < count) {
        List<FoundFile> files = watched.poll(500, PATIENCE);
        assertThat(files).as("after %d", all.size()).isNotEmpty();
        for (FoundFile file : files) {
          assertThat(all.add(file.name())).as(file.name()).isTrue();
          Files.delete(file.path());
          watched.release(file);
        }
      }
      await().atMost(PATIENCE).until(() -> watched.waiting() == 1);
    }
  }

  @Test
  void whatIsKeptComesBackOnlyWhenItHasChanged() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      watched.keep(taken.getFirst());
      stillOnly(watched, "first.txt");
      Files.writeString(folder.resolve("first.txt"), "more", StandardOpenOption.APPEND);
      awaitNames(watched, "first.txt", "first.txt");
    }
  }

  @Test
  void whatIsDeferredHoldsUpNobodyAndComesBack() throws IOException {
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      watched.defer(taken.getFirst());
      Files.writeString(folder.resolve("next.txt"), "next");
      await().atMost(PATIENCE).until(() -> names(watched).contains("next.txt"));
      await()
          .atMost(PATIENCE)
          .until(() -> names(watched).stream().filter("first.txt"::equals).count() == 2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFolderThatGoesIsSaidAndWaitedFor(boolean swapped) throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("secret.txt"), "not for us");
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      Path away = temporary.resolve("away");
      Files.move(folder, away);
      if (swapped) {
        Files.createSymbolicLink(folder, elsewhere);
      }
      await().atMost(PATIENCE).until(() -> watched.trouble().isPresent());
      stillOnly(watched, "first.txt");
      if (swapped) {
        Files.delete(folder);
      }
      Files.move(away, folder);
      await().atMost(PATIENCE).until(() -> watched.trouble().isEmpty());
      Files.writeString(folder.resolve("next.txt"), "next");
      awaitNames(watched, "first.txt", "next.txt");
    }
  }

  /** Needs the right to mount; elsewhere it is skipped. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anUnmountedFolderIsNotTakenForAnEmptyOne() throws Exception {
    assumeTrue(isDone("mount", "-t", "tmpfs", "tmpfs", folder.toString()), "may not mount");
    try (WatchedFolder watched = new WatchedFolder(settings(SOON), CLOCK)) {
      awaitWatching(watched);
      assertThat(isDone("umount", folder.toString())).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(watched.trouble())
                      .hasValueSatisfying(
                          trouble -> assertThat(trouble).contains("mount it again")));
      assertThat(isDone("mount", "-t", "tmpfs", "tmpfs", folder.toString())).isTrue();
      await().atMost(PATIENCE).until(() -> watched.trouble().isEmpty());
      Files.writeString(folder.resolve("next.txt"), "next");
      awaitNames(watched, "first.txt", "next.txt");
    } finally {
      // The temporary folder can be removed only then; where it is not mounted it says so.
      isDone("umount", folder.toString());
    }
  }

  /** A first file, renamed in until it is noticed, shows that events come. */
  private void awaitWatching(WatchedFolder watched) throws IOException {
    Path file = Files.writeString(folder.resolve("first.txt"), "first");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Files.move(file, folder.resolve(".first"));
              Files.move(folder.resolve(".first"), file);
              return names(watched).contains("first.txt");
            });
  }

  private static boolean isDone(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}

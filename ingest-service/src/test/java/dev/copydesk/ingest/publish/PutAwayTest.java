package dev.copydesk.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.ingest.format.RejectionCode;
import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FolderFiles;
import dev.copydesk.ingest.watch.FoundFile;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutAwayTest {

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    folder = temporary.toRealPath();
  }

  private PutAway putAway(OnDone onDone, Step.Listener steps) {
    return new PutAway(folder, onDone, Optional.empty(), new FolderFiles(folder), steps);
  }

  private FoundFile found(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return new FoundFile(file, name, FileStamp.of(file));
  }

  private static FileReceipt receipt(FileState state) {
    return FileReceipt.newBuilder(
            Receipts.fresh("00", "inbox", "a.txt", 3, Optional.empty(), Instant.EPOCH))
        .setState(state)
        .setRejected(
            state == FileState.REJECTED
                ? List.of(
                    Rejection.newBuilder()
                        .setCode(RejectionCode.EMPTY_FILE.name())
                        .setReason("reason")
                        .build())
                : List.of())
        .build();
  }

  /** The writer goes on after the file was published: what nobody has read goes back. */
  @ParameterizedTest
  @EnumSource(names = {"MOVE", "DELETE"})
  void whatGrowsInTheLastMomentIsGivenBack(OnDone onDone) throws IOException {
    Files.createDirectory(folder.resolve("done"));
    FoundFile file = found("a.txt", "one");
    putAway(
            onDone,
            step -> {
              if (step == Step.BEFORE_MOVE) {
                write(file.path(), "two", StandardOpenOption.APPEND);
              }
            })
        .putAway(file, receipt(FileState.PUBLISHED));
    assertThat(file.path()).hasContent("onetwo");
    assertThat(folder.resolve("done")).isEmptyDirectory();
  }

  @Test
  void whatTookTheFilesPlaceIsGivenBackWithoutAReason() throws IOException {
    Files.createDirectory(folder.resolve("failed"));
    FoundFile file = found("a.txt", "one");
    putAway(
            OnDone.MOVE,
            step -> {
              if (step == Step.BEFORE_MOVE) {
                write(folder.resolve("new.part"), "new", StandardOpenOption.CREATE_NEW);
                try {
                  Files.move(
                      folder.resolve("new.part"), file.path(), StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            })
        .putAway(file, receipt(FileState.REJECTED));
    assertThat(file.path()).hasContent("new");
    assertThat(folder.resolve("failed")).isEmptyDirectory();
  }

  @Test
  void nothingIsOverwrittenNeitherFileNorReason() throws IOException {
    Files.createDirectory(folder.resolve("failed"));
    Files.writeString(folder.resolve("failed/a.txt.reason.json"), "a file of this name");
    Files.writeString(folder.resolve("failed/a.txt~1"), "another");
    FoundFile file = found("a.txt", "one");
    assertThat(putAway(OnDone.MOVE, _ -> {}).putAway(file, receipt(FileState.REJECTED)))
        .isEqualTo(PutAway.Whereabouts.AWAY);
    assertThat(folder.resolve("failed/a.txt")).doesNotExist();
    assertThat(folder.resolve("failed/a.txt.reason.json")).hasContent("a file of this name");
    assertThat(folder.resolve("failed/a.txt~1")).hasContent("another");
    assertThat(folder.resolve("failed/a.txt~2")).hasContent("one");
    assertThat(folder.resolve("failed/a.txt~2.reason.json")).content().contains("EMPTY_FILE");
    assertThat(FailureReason.originalPath(folder.resolve("failed/a.txt~2.reason.json")))
        .isEqualTo("a.txt");
  }

  /** A crash came between the two: the reason is the file's own. */
  @Test
  void aReasonThatWasWrittenBeforeACrashIsNotWrittenTwice() throws IOException {
    FoundFile file = found("a.txt", "one");
    Files.createDirectory(folder.resolve("failed"));
    Files.write(
        folder.resolve("failed/a.txt.reason.json"),
        FailureReason.of(receipt(FileState.REJECTED)).toJson());
    putAway(OnDone.MOVE, _ -> {}).putAway(file, receipt(FileState.REJECTED));
    assertThat(folder.resolve("failed/a.txt")).hasContent("one");
    try (Stream<Path> files = Files.list(folder.resolve("failed"))) {
      assertThat(files).hasSize(2);
    }
  }

  /** A crash came amid the writing of the reason. */
  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void halfAReasonIsWrittenAnew(int bytes) throws IOException {
    FoundFile file = found("a.txt", "one");
    Files.createDirectory(folder.resolve("failed"));
    byte[] reason = FailureReason.of(receipt(FileState.REJECTED)).toJson();
    Files.write(folder.resolve("failed/a.txt.reason.json"), Arrays.copyOf(reason, bytes));
    putAway(OnDone.MOVE, _ -> {}).putAway(file, receipt(FileState.REJECTED));
    assertThat(folder.resolve("failed/a.txt")).hasContent("one");
    assertThat(folder.resolve("failed/a.txt.reason.json")).hasBinaryContent(reason);
  }

  @Test
  void anEmptyFileThatWasPutAwayIsNoReason() throws IOException {
    putAway(OnDone.MOVE, _ -> {})
        .putAway(found("a.txt.reason.json", ""), receipt(FileState.REJECTED));
    putAway(OnDone.MOVE, _ -> {}).putAway(found("a.txt", "one"), receipt(FileState.REJECTED));
    assertThat(folder.resolve("failed/a.txt.reason.json")).isEmptyFile();
    assertThat(folder.resolve("failed/a.txt~1")).hasContent("one");
  }

  /** As two owners do while a partition changes hands. */
  @RepeatedTest(200)
  void twoAtOncePutOneFileAwayWithItsReason() throws Exception {
    Files.createDirectory(folder.resolve("failed"));
    FoundFile file = found("a.txt", "one");
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService owners = Executors.newFixedThreadPool(2)) {
      Callable<PutAway.Whereabouts> owner =
          () -> {
            PutAway putAway = putAway(OnDone.MOVE, step -> meetBefore(step, together));
            return putAway.putAway(file, receipt(FileState.REJECTED));
          };
      for (Future<PutAway.Whereabouts> done : owners.invokeAll(List.of(owner, owner))) {
        assertThat(done.get()).isNotEqualTo(PutAway.Whereabouts.IN_PLACE);
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve("failed"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("a.txt", "a.txt.reason.json");
    }
  }

  private static void meetBefore(Step step, CyclicBarrier together) {
    if (step == Step.BEFORE_MOVE) {
      try {
        together.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What was held open is not what has the name now. */
  @Test
  void filesFollowADirectoryThatWasMadeAnew() throws IOException {
    PutAway putAway = putAway(OnDone.MOVE, _ -> {});
    putAway.putAway(found("a.txt", "one"), receipt(FileState.PUBLISHED));
    Files.delete(folder.resolve("done/a.txt"));
    Files.delete(folder.resolve("done"));
    putAway.putAway(found("b.txt", "two"), receipt(FileState.PUBLISHED));
    assertThat(folder.resolve("done/b.txt")).hasContent("two");
  }

  /** Names so long that a reason's name has no room: cut, and still each has its own. */
  @Test
  void refusedFilesOfLongNamesHaveEachTheirReason() throws IOException {
    String name = "n".repeat(247) + ".txt";
    for (int i = 0; i < 3; i++) {
      putAway(OnDone.MOVE, _ -> {}).putAway(found(name, "one"), receipt(FileState.REJECTED));
    }
    try (Stream<Path> files = Files.list(folder.resolve("failed"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(6);
      assertThat(all.stream().filter(file -> !file.toString().endsWith(FailureReason.SUFFIX)))
          .hasSize(3)
          .allSatisfy(
              file ->
                  assertThat(file.resolveSibling(file.getFileName() + FailureReason.SUFFIX))
                      .exists());
    }
  }

  @Test
  void aFileThatIsGoneOrAnotherIsLeftAlone() throws IOException {
    FoundFile file = found("a.txt", "one");
    write(file.path(), "two", StandardOpenOption.APPEND);
    assertThat(putAway(OnDone.MOVE, _ -> {}).putAway(file, receipt(FileState.PUBLISHED)))
        .isEqualTo(PutAway.Whereabouts.UNKNOWN);
    assertThat(file.path()).hasContent("onetwo");
    Files.delete(file.path());
    assertThat(putAway(OnDone.MOVE, _ -> {}).putAway(file, receipt(FileState.PUBLISHED)))
        .isEqualTo(PutAway.Whereabouts.UNKNOWN);
    assertThat(folder.resolve("done")).doesNotExist();
  }

  private static void write(Path file, String text, StandardOpenOption option) {
    try {
      Files.writeString(file, text, option);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.publish.FailedFiles;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.ingest.watch.WatchSettings;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Rejection;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files once Kafka has them, and how those of failed/ are sent again. */
@OnCluster
class AfterwardsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(1);
  private static final int LINE = FormatLimits.DEFAULT.line();

  @TempDir private Path temporary;
  private final List<FailedFiles> opened = new ArrayList<>();
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("inbox"));
  }

  @Test
  void keptFilesArePublishedOnceAlsoAfterARestart(Cluster cluster, Topics topics)
      throws IOException {
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.KEEP, "", LINE)) {
      rig.drop("a.txt", "An article");
      rig.drop("b.txt", "Another");
      rig.drop("copy.txt", "An article");
      await().atMost(PATIENCE).until(() -> rig.receipts().size() == 3);
    }
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.KEEP, "", LINE)) {
      rig.drop("c.txt", "A third");
      await().atMost(PATIENCE).until(() -> rig.receipts().size() == 4);
      rig.drop("a.txt", "An article, changed");
      await().atMost(PATIENCE).until(() -> rig.raw().size() == 4);
      await()
          .during(WHILE)
          .atMost(PATIENCE)
          .until(() -> rig.raw().size() == 4 && rig.receiptsWritten() == 5);
      assertThat(folder.resolve("a.txt")).hasContent("An article, changed");
      assertThat(folder.resolve("done")).doesNotExist();
    }
  }

  @Test
  void deletedIsWhatWasPublishedAndNothingElse(Cluster cluster, Topics topics) throws IOException {
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.DELETE, "", LINE)) {
      rig.drop("a.txt", "An article");
      rig.drop("bad.jsonl", "{\"uri\":\"cut");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Files.notExists(folder.resolve("a.txt"))
                      && Files.exists(folder.resolve("failed/bad.jsonl")));
      assertThat(rig.receipts().keySet()).containsExactlyInAnyOrder("a.txt", "bad.jsonl");
      assertThat(folder.resolve("done")).isEmptyDirectory();
    }
  }

  @Test
  void theMarkerGoesWithItsFile(Cluster cluster, Topics topics) throws IOException {
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.MOVE, ".done", LINE)) {
      rig.drop("a.txt", "An article");
      rig.drop("b.txt", "Unfinished");
      rig.drop("a.txt.done", "");
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("done/a.txt")));
      await().atMost(PATIENCE).until(() -> Files.notExists(folder.resolve("a.txt.done")));
      assertThat(folder.resolve("b.txt")).exists();
      assertThat(rig.receipts()).containsOnlyKeys("a.txt");
    }
  }

  @Test
  void receiptsSayTheMediaType(Cluster cluster, Topics topics) throws IOException {
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("a.txt", "An article");
      rig.drop("b.txt", "<!DOCTYPE html><html><body><p>A page by its content.</p></body></html>");
      rig.drop("c.bin", "none of ours");
      await().atMost(PATIENCE).until(() -> rig.receipts().size() == 3);
      assertThat(receipt(rig, "a.txt").getMediaType()).isEqualTo("text/plain");
      assertThat(receipt(rig, "b.txt").getMediaType()).isEqualTo("text/html");
      assertThat(receipt(rig, "c.bin").getMediaType()).isNull();
    }
  }

  /** A file refused as a whole is read again; nothing has changed, so it fails again. */
  @Test
  void whatIsSentAgainIsReadAgain(Cluster cluster, Topics topics) throws IOException {
    FailedFiles failed = failed("");
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("day/empty.txt", "");
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/day/empty.txt")));
      Files.writeString(folder.resolve("failed/day/empty.txt"), "Now it has its article");
      assertThat(failed.sendAgain(Path.of("day/empty.txt"))).isEqualTo("day/empty.txt");
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("done/day/empty.txt")));
      assertThat(rig.raw()).hasSize(1);
      assertThat(folder.resolve("failed/day")).isEmptyDirectory();
    }
  }

  /** The same bytes, and an ingest that takes more: what was refused comes, and nothing twice. */
  @Test
  void ofAFileTakenInPartTheRestIsPublishedOnceItCanBe(Cluster cluster, Topics topics)
      throws IOException {
    String items =
        "{\"uri\":\"one\",\"headline\":\"h\"}\n"
            + "{\"uri\":\"two\",\"headline\":\"%s\"}\n".formatted("long ".repeat(100))
            + "{\"uri\":\"three\",\"headline\":\"h\"}\n{\"uri\":\"cut";
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.MOVE, "", 200)) {
      rig.drop("a.jsonl", items);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/a.jsonl")));
      assertThat(receipt(rig, "a.jsonl").getArticles()).isEqualTo(2);
      assertThat(positions(receipt(rig, "a.jsonl"))).containsExactly(1, 3);

      // As it was: read again in vain, and said so by no second receipt or letter.
      assertThat(failed("").all()).containsExactly(folder.resolve("failed/a.jsonl"));
      failed("").sendAgain(folder.resolve("failed/a.jsonl"));
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/a.jsonl")));
      assertThat(rig.receiptsWritten()).isEqualTo(1);
    }
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      int letters = rig.letters();
      failed("").sendAgain(folder.resolve("failed/a.jsonl"));
      await().atMost(PATIENCE).until(() -> rig.raw().size() == 3);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/a.jsonl")));
      FileReceipt receipt = receipt(rig, "a.jsonl");
      assertThat(receipt.getState()).isEqualTo(FileState.PARTLY_REJECTED);
      assertThat(receipt.getArticles()).isEqualTo(3);
      assertThat(receipt.getPublished()).hasSize(3);
      assertThat(positions(receipt)).containsExactly(3);
      assertThat(rig.raw()).extracting(RawArticle::getId).doesNotHaveDuplicates();
      assertThat(rig.letters()).isEqualTo(letters);
    }
  }

  /** A small file may unpack to, or hold, more than one transaction takes. */
  @Test
  void aSmallFileOfManyItemsTakesSeveralTransactions(Cluster cluster, Topics topics)
      throws IOException {
    int lines = 20_000;
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("many.jsonl", "{}\n".repeat(lines));
      rig.drop("next.txt", "The next file");
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/many.jsonl")));
      assertThat(receipt(rig, "many.jsonl").getRejectedCount()).isEqualTo(lines);
      assertThat(rig.letters()).isEqualTo(lines);
      assertThat(rig.receiptsWritten()).isGreaterThan(2);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("done/next.txt")));
    }
  }

  /** Refused once, and brought by another file since: sent again it is a duplicate. */
  @Test
  void whatAnotherFileHasBroughtIsNotPublishedAgain(Cluster cluster, Topics topics)
      throws IOException {
    String item = "{\"uri\":\"long\",\"headline\":\"%s\"}".formatted("long ".repeat(100));
    try (Rig rig = new Rig(folder, cluster, topics, OnDone.MOVE, "", 200)) {
      rig.drop("a.jsonl", item);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/a.jsonl")));
    }
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("b.jsonl", item);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("done/b.jsonl")));
      failed("").sendAgain(Path.of("a.jsonl"));
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("done/a.jsonl")));
      assertThat(receipt(rig, "a.jsonl").getDuplicateOf()).isEqualTo("b.jsonl");
      assertThat(rig.raw()).hasSize(1);
    }
  }

  @Test
  void sendingAgainOverwritesNothingAndLeadsNowhereElse() throws IOException {
    Files.createDirectories(folder.resolve("failed"));
    FailedFiles failed = failed(".ready");
    assertThat(failed.all()).isEmpty();
    assertThatThrownBy(() -> failed.sendAgain(Path.of("none.txt")))
        .isInstanceOf(NoSuchFileException.class);
    Path outside = Files.writeString(temporary.resolve("outside.txt"), "not ours");
    assertThatThrownBy(() -> failed.sendAgain(outside)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> failed.sendAgain(Path.of("../../outside.txt")))
        .isInstanceOf(NoSuchFileException.class);

    Files.writeString(folder.resolve("failed/a.txt~1"), "refused");
    Path reason = folder.resolve("failed/a.txt~1.reason.json");
    for (String path :
        List.of("../outside.txt", "/etc/passwd", "done/a.txt", "failed/a.txt", ".")) {
      Files.writeString(reason, "{\"path\":\"" + path + "\"}");
      assertThatThrownBy(() -> failed.sendAgain(Path.of("a.txt~1")))
          .as(path)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("outside");
    }
    Files.writeString(reason, "{\"path\":\"a.txt\"}");
    Files.writeString(folder.resolve("a.txt"), "waits");
    assertThatThrownBy(() -> failed.sendAgain(Path.of("a.txt~1")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(folder.resolve("a.txt")).hasContent("waits");
    Files.delete(folder.resolve("a.txt"));
    assertThat(failed.sendAgain(Path.of("a.txt~1"))).isEqualTo("a.txt");
    assertThat(folder.resolve("a.txt")).hasContent("refused");
    assertThat(folder.resolve("a.txt.ready")).exists();
    assertThat(folder.resolve("failed")).isEmptyDirectory();
  }

  private FailedFiles failed(String marker) {
    FailedFiles failed =
        new FailedFiles(
            new WatchSettings(
                folder,
                WHILE,
                WHILE,
                FileOrder.OLDEST,
                Optional.of(marker).filter(text -> !text.isEmpty())));
    opened.add(failed);
    return failed;
  }

  @AfterEach
  void letGo() {
    opened.forEach(FailedFiles::close);
  }

  private static List<Integer> positions(FileReceipt receipt) {
    return receipt.getRejected().stream().map(Rejection::getPosition).toList();
  }

  private static FileReceipt receipt(Rig rig, String path) {
    return Objects.requireNonNull(rig.receipts().get(path));
  }
}

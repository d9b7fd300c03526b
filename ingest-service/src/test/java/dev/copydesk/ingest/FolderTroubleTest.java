package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.FileState;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the folder's owner must mend is waited for, said, and gone on from; nothing is lost. */
@OnCluster
class FolderTroubleTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void create() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("inbox"));
  }

  private void awaitEachOnce(Rig rig, String... names) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(rig.trouble()).isEmpty();
              for (String name : names) {
                assertThat(folder.resolve("done/" + name)).exists();
              }
            });
    assertThat(rig.raw()).hasSize(names.length);
    assertThat(rig.receipts()).containsOnlyKeys(names);
    assertThat(rig.receipts().values())
        .allSatisfy(r -> assertThat(r.getState()).isEqualTo(FileState.PUBLISHED));
  }

  @Test
  void theFolderGoesAndComesBack(Cluster cluster, Topics topics) throws IOException {
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("a.txt", "The first article");
      awaitEachOnce(rig, "a.txt");
      Path away = temporary.resolve("away");
      Files.move(folder, away);
      await().atMost(PATIENCE).until(() -> rig.waitsFor("folder"));
      assertThat(rig.trouble()).hasValueSatisfying(t -> assertThat(t).contains("mount it"));
      Files.writeString(away.resolve("b.txt"), "Dropped while it was away");
      Files.move(away, folder);
      awaitEachOnce(rig, "a.txt", "b.txt");
      assertThat(rig.waitsFor("folder")).isFalse();
    }
  }

  /** As root, for whom permissions are none, by the immutable flag, where chattr sets it. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionIsTakenAndGivenBack(Cluster cluster, Topics topics) throws Exception {
    Path done = Files.createDirectory(folder.resolve("done"));
    boolean forbidden = forbid(done);
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      assumeTrue(forbidden, "no way to take permission");
      rig.drop("a.txt", "Published, but not to be moved");
      await().atMost(PATIENCE).until(() -> rig.waitsFor("files"));
      assertThat(rig.trouble())
          .hasValueSatisfying(t -> assertThat(t).contains("a.txt", "permission"));
      // The one that waits holds up none, and is published but once however often it is tried.
      rig.drop("b.txt", "The next one");
      await().atMost(PATIENCE).until(() -> rig.raw().size() == 2);
      await().during(Duration.ofSeconds(6)).atMost(PATIENCE).until(() -> rig.raw().size() == 2);
      assertThat(folder.resolve("a.txt")).exists();
      allow(done);
      awaitEachOnce(rig, "a.txt", "b.txt");
    } finally {
      allow(done);
    }
  }

  /** Needs the right to mount a small file system; elsewhere it is skipped. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void theDiskIsFullAndEmptiedAgain(Cluster cluster, Topics topics) throws Exception {
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()),
        "may not mount");
    try (Rig rig = Rig.over(folder, cluster, topics)) {
      rig.drop("bad.jsonl", "{\"uri\":\"cut");
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/bad.jsonl")));
      rig.drop("worse.jsonl.part", "{\"uri\":\"cut, too");
      Path filler = folder.resolve(".filler");
      fill(filler);
      // The reason needs a block, which is not to be had.
      Files.move(folder.resolve("worse.jsonl.part"), folder.resolve("worse.jsonl"));
      await().atMost(PATIENCE).until(() -> rig.waitsFor("files"));
      assertThat(rig.trouble()).hasValueSatisfying(t -> assertThat(t).contains("space"));
      assertThat(folder.resolve("worse.jsonl")).exists();
      assertThat(folder.resolve("failed/worse.jsonl")).doesNotExist();
      Files.delete(filler);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("failed/worse.jsonl")));
      await().atMost(PATIENCE).until(() -> rig.trouble().isEmpty());
      assertThat(folder.resolve("failed/worse.jsonl.reason.json"))
          .content()
          .contains("NOT_JSON", "worse.jsonl");
      assertThat(rig.receipts()).containsOnlyKeys("bad.jsonl", "worse.jsonl");
      assertThat(rig.letters()).isEqualTo(2);
    } finally {
      assertThat(isDone("umount", folder.toString())).isTrue();
    }
  }

  private static void fill(Path filler) throws IOException {
    try (var out = Files.newOutputStream(filler)) {
      for (int i = 0; i < 1000; i++) {
        out.write(new byte[1024]);
      }
    } catch (FileSystemException _) {
      return;
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
      return;
    }
    throw new AssertionError("the disk does not fill up");
  }

  /** True where nothing can be created in the directory any more. */
  private static boolean forbid(Path directory) throws IOException, InterruptedException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!Files.isWritable(directory)) {
      return true;
    }
    return isDone("chattr", "+i", directory.toString());
  }

  private static void allow(Path directory) throws IOException, InterruptedException {
    isDone("chattr", "-i", directory.toString());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
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

package dev.copydesk.ingest.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.ingest.ledger.LedgerStore.Change;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerStoreTest {

  private static final FileKey FIRST = new FileKey("0a".repeat(32), "inbox", "a/first.txt");
  private static final FileKey COPY = new FileKey(FIRST.sha256(), "inbox", "copy.txt");

  @TempDir private Path folder;

  @Test
  void receiptsAndCheckpointOutliveTheProcess() {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      assertThat(store.checkpoint(2)).isEmpty();
      store.write(2, List.of(put(FIRST, "brings", true), put(COPY, "is a duplicate", false)), 17);
    }
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      assertThat(store.checkpoint(2)).hasValue(17);
      assertThat(known(store, 2, COPY)).containsExactly("is a duplicate", "brings");
      assertThat(known(store, 2, FIRST)).containsExactly("brings", "brings");
      assertThat(known(store, 1, FIRST)).containsExactly("none", "none");
      store.write(2, List.of(new Change(COPY, null, false)), 18);
      assertThat(known(store, 2, COPY)).containsExactly("none", "brings");
    }
  }

  @Test
  void refusedBytesAreKnownAndBroughtByNobody() {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      store.write(2, List.of(put(FIRST, "is refused", false)), 17);
      assertThat(known(store, 2, FIRST)).containsExactly("is refused", "none");
      assertThat(known(store, 2, COPY)).containsExactly("none", "none");
      // Taken now, after a change of the limits say; the order in a batch is that of the topic.
      store.write(2, List.of(put(COPY, "brings", true), put(FIRST, "refused again", false)), 19);
      assertThat(known(store, 2, FIRST)).containsExactly("refused again", "brings");
      store.write(2, List.of(put(FIRST, "and again", false)), 20);
      assertThat(known(store, 2, FIRST)).containsExactly("and again", "brings");
    }
  }

  private static List<String> known(LedgerStore store, int partition, FileKey key) {
    LedgerStore.Known known = store.known(partition, key);
    return Stream.of(known.own(), known.bringer())
        .map(receipt -> receipt.map(value -> new String(value, UTF_8)).orElse("none"))
        .toList();
  }

  @Test
  void aPartitionIsForgottenAlone() {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      for (int partition = 0; partition < 3; partition++) {
        store.write(partition, List.of(put(FIRST, "r", true)), 5);
      }
      store.clear(1);
      assertThat(store.checkpoint(1)).isEmpty();
      assertThat(store.known(1, FIRST).own()).isEmpty();
      assertThat(store.checkpoint(0)).hasValue(5);
      assertThat(store.known(2, FIRST).own()).isPresent();
    }
  }

  @Test
  void aStoreOfAnotherTopicBeginsAnew() {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      store.write(0, List.of(put(FIRST, "r", true)), 5);
    }
    try (LedgerStore store = LedgerStore.open(folder, "another")) {
      assertThat(store.checkpoint(0)).isEmpty();
      assertThat(store.known(0, FIRST).own()).isEmpty();
    }
  }

  @Test
  void aBrokenStoreBeginsAnew() throws IOException {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      store.write(0, List.of(put(FIRST, "r", true)), 5);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path manifest :
          files.filter(f -> f.getFileName().toString().startsWith("MANIFEST")).toList()) {
        Files.writeString(manifest, "not a manifest");
      }
    }
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      assertThat(store.checkpoint(0)).isEmpty();
    }
  }

  /** Damage in a table shows only when that is read. */
  @Test
  void aStoreThatTurnsOutToBeBrokenBeginsAnew() throws IOException {
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      store.write(0, List.of(put(FIRST, "r".repeat(10_000), true)), 5);
    }
    // What was written is put into a table as the store opens again.
    LedgerStore.open(folder, "this").close();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path table : files.filter(f -> f.toString().endsWith(".sst")).toList()) {
        byte[] bytes = Files.readAllBytes(table);
        Arrays.fill(bytes, 0, 64, (byte) 7);
        Files.write(table, bytes);
      }
    }
    LedgerStore broken = LedgerStore.open(folder, "this");
    try (broken) {
      assertThatThrownBy(() -> broken.known(0, FIRST)).isInstanceOf(LedgerException.class);
    }
    try (LedgerStore store = LedgerStore.open(folder, "this")) {
      assertThat(store.checkpoint(0)).isEmpty();
      assertThat(store.known(0, FIRST).own()).isEmpty();
    }
  }

  @Test
  void aFolderHasOneInstance() throws IOException {
    try (StateFolder _ = StateFolder.claim(folder)) {
      assertThatThrownBy(() -> StateFolder.claim(folder))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("ingest.instance");
    }
    StateFolder.claim(folder).close();
  }

  @Test
  void keysAreReadAsTheyAreWritten() {
    FileKey odd = new FileKey(FIRST.sha256(), "inbox", "a/new\nline/é.txt");
    assertThat(FileKey.parse(odd.bytes())).hasValue(odd);
    assertThat(FileKey.parse("not/a/key".getBytes(UTF_8))).isEmpty();
  }

  private static Change put(FileKey key, String value, boolean brings) {
    return new Change(key, value.getBytes(UTF_8), brings);
  }
}

package dev.copydesk.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.ingest.watch.FileStamp;
import dev.copydesk.ingest.watch.FoundFile;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OthersFilesTest {

  private final OthersFiles others = new OthersFiles();

  @Test
  void aFileIsKnownUntilItChanges() {
    others.remember(file("a.txt", 5, 1_000), 0);
    assertThat(others.partition(file("a.txt", 5, 1_000))).hasValue(0);
    assertThat(others.partition(file("b.txt", 5, 1_000))).isEmpty();
    assertThat(others.partition(file("a.txt", 6, 1_000))).isEmpty();
    assertThat(others.partition(file("a.txt", 5, 1_001))).isEmpty();
  }

  @Test
  void whatDoesNotFitIsForgottenAndNothingIsMistaken() {
    int many = 300_000;
    for (int i = 0; i < many; i++) {
      others.remember(file(i + ".txt", i, i), i % 7);
    }
    long known =
        IntStream.range(0, many)
            .filter(
                i -> {
                  var partition = others.partition(file(i + ".txt", i, i));
                  assertThat(partition.orElse(i % 7)).isEqualTo(i % 7);
                  return partition.isPresent();
                })
            .count();
    assertThat(known).isBetween(90_000L, 1L << 17);
  }

  private static FoundFile file(String name, long size, long modified) {
    return new FoundFile(
        Path.of("inbox", name),
        name,
        new FileStamp(size, FileTime.fromMillis(modified), "(dev=1,ino=2)"));
  }
}

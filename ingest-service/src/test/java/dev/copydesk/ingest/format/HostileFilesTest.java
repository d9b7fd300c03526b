package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.ingest.format.archive.ArchiveLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken and hostile files end with their documented code, bare and packed, beside neighbours that
 * are read all the same. Runs in a JVM of 256 MB; the time-out is but there for what would hang.
 */
@Tag("small-heap")
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostileFilesTest {

  private static final long SMALL_HEAP = 256L << 20;

  /** Far less than the heap, so that what is held too long shows. */
  private static final FormatLimits LIMITS =
      new FormatLimits(32 << 20, 1 << 20, 1 << 20, new ArchiveLimits(32 << 20, 200, 50, 6));

  private final Formats formats = new Formats(LIMITS);

  @Test
  void theHeapIsSmall() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(SMALL_HEAP);
  }

  @ParameterizedTest
  @EnumSource
  void endsWithItsCode(HostileFile file) throws IOException {
    assertThat(codes(file.path(), file.bytes())).isEqualTo(file.codes());
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("combinations")
  void endsWithItsCodeWhenPackedAndLeavesItsNeighboursAlone(HostileFile file, Packing packing)
      throws IOException {
    String expected =
        packing.hasNeighbours() ? "ARTICLE " + file.codes() + " ARTICLE" : file.codes();
    assertThat(codes(packing.path(file.path()), packing.pack(file.path(), file.bytes())))
        .isEqualTo(expected);
  }

  static Stream<Arguments> combinations() {
    return Stream.of(HostileFile.values())
        .filter(HostileFile::isForPacking)
        .flatMap(file -> Stream.of(Packing.values()).map(packing -> Arguments.of(file, packing)));
  }

  private String codes(String path, byte[] content) throws IOException {
    List<Item> items = new ArrayList<>();
    Origin origin = new Origin("inbox", path, Instant.EPOCH);
    try (ItemReader reader = formats.open(new ByteArrayInputStream(content), origin)) {
      for (Item item = reader.next(); item != null; item = reader.next()) {
        items.add(item);
      }
    }
    List<Integer> positions = items.stream().map(Item::position).toList();
    assertThat(positions).as("positions rise").isSorted().doesNotHaveDuplicates();
    return items.stream()
        .map(
            item ->
                switch (item) {
                  case Item.Article(var raw) -> {
                    assertThat(raw.getSource().getPath()).doesNotContain("..", "!//");
                    yield "ARTICLE";
                  }
                  case Item.Rejected no -> no.code();
                })
        .collect(Collectors.joining(" "));
  }
}

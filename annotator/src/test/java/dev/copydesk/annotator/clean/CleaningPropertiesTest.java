package dev.copydesk.annotator.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.Removed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every page, tried on the seeds and on what is left when they are damaged. */
class CleaningPropertiesTest {
  private static final int ROUNDS = 40;
  private static final int SHORTEST_PIECE = 30;

  private final PageReader pages = new PageReader();
  private final Cleaner cleaner = new Cleaner();

  static Stream<Path> seeds() throws IOException {
    Path folder = Path.of(System.getProperty("copydesk.root"), "seeds");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".txt") || f.toString().endsWith(".html"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void offsetsMapBack(Path seed) {
    Page page = page(seed, read(seed));
    CleanCopy copy = cleaner.clean(page);
    String text = copy.text();

    for (int i = 0; i < text.length(); i++) {
      CleanCopy.Origin origin = copy.origin(i);
      if (origin == null) {
        assertThat(text.charAt(i)).isEqualTo('\n');
      } else {
        assertThat(page.blocks().get(origin.block()).text().charAt(origin.at()))
            .isEqualTo(text.charAt(i));
      }
    }
    assertThat(copy.origin(text.length())).isNull();
    assertThat(copy.origin(-1)).isNull();
    assertThat(copy.source(0)).as("nobody asked where the source is").isNull();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void textMapsBackToItsSource(Path seed) {
    RawArticle raw = raw(seed, read(seed));
    Reading.Read read = (Reading.Read) pages.readTraced(raw);
    String source = Objects.requireNonNull(pages.source(raw));
    CleanCopy copy = cleaner.clean(read.page());
    String text = copy.text();
    int exact = 0;

    for (int i = 0; i < text.length(); i++) {
      CleanCopy.Source from = copy.source(i);
      if (from == null) {
        assertThat(text.charAt(i)).isEqualTo('\n');
        continue;
      }
      String stretch = source.substring(from.start(), from.end());
      exact += stretch.equals(text.substring(i, i + 1)) ? 1 : 0;
      assertThat(Character.isLetterOrDigit(text.charAt(i)) && stretch.isBlank()).isFalse();
    }
    assertThat(exact).isGreaterThan(text.length() * 9 / 10);
    assertThat(text).isEqualTo(cleaner.clean(page(seed, read(seed))).text());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatWasRemovedIsGone(Path seed) {
    assertGone(cleaner.clean(page(seed, read(seed))), "undamaged");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void cleaningItsOwnTextChangesNothing(Path seed) {
    String text = cleaner.clean(page(seed, read(seed))).text();

    assertThat(cleaner.clean(page(Articles.text(text))).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damageNeverThrows(Path seed) {
    long start = System.nanoTime();
    byte[] whole = read(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String as = "seed " + start + " round " + round;
      byte[] damaged = damage(whole, new Random(start + round));
      assertThatCode(
              () -> {
                if (pages.read(raw(seed, damaged)) instanceof Reading.Read read) {
                  assertGone(cleaner.clean(read.page()), as);
                }
              })
          .as(as)
          .doesNotThrowAnyException();
    }
  }

  /** Lines of all seeds in any order: what is left of a dump is left when it is cleaned again. */
  @Test
  void cleaningAnyDumpTwiceIsCleaningItOnce() throws IOException {
    long start = System.nanoTime();
    List<String> lines = new ArrayList<>();
    for (Path seed : seeds().toList()) {
      page(seed, read(seed)).blocks().forEach(block -> lines.add(block.text()));
    }
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(start + round);
      StringBuilder dump = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        dump.append(lines.get(random.nextInt(lines.size()))).append("\n\n");
      }
      String once = cleaner.clean(page(Articles.text(dump.toString()))).text();
      if (opensWithProse(once)) {
        assertThat(cleaner.clean(page(Articles.text(once))).text())
            .as("seed %d round %d", start, round)
            .isEqualTo(once);
      }
    }
  }

  /** A text that opens with a heading may be a dump with its headline, and is taken for one. */
  private static boolean opensWithProse(String text) {
    String first = text.split("\n")[0];
    return first.endsWith(".") && first.split(" ").length >= 8;
  }

  private static void assertGone(CleanCopy copy, String as) {
    String text = copy.text();
    List<String> paragraphs = List.of(text.split("\n\n"));
    for (Removed removed : copy.removed()) {
      assertThat(paragraphs).as(as).doesNotContain(removed.getText());
      if (removed.getText().length() >= SHORTEST_PIECE + SHORTEST_PIECE) {
        assertThat(text).as(as).doesNotContain(removed.getText());
      }
    }
  }

  /** Cuts, doubles, swaps and overwrites stretches. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    for (int i = 0; i < 1 + random.nextInt(8) && damaged.length > 2; i++) {
      int from = random.nextInt(damaged.length);
      int to = Math.min(damaged.length, from + 1 + random.nextInt(200));
      byte[] piece = Arrays.copyOfRange(damaged, from, to);
      byte[] head = Arrays.copyOf(damaged, from);
      byte[] tail = Arrays.copyOfRange(damaged, to, damaged.length);
      damaged =
          switch (random.nextInt(4)) {
            case 0 -> joined(head, tail);
            case 1 -> joined(head, piece, piece, tail);
            case 2 -> joined(tail, piece, head);
            default -> {
              random.nextBytes(piece);
              yield joined(head, piece, tail);
            }
          };
    }
    return damaged;
  }

  private static byte[] joined(byte[]... pieces) {
    int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  private Page page(Path seed, byte[] content) {
    return page(raw(seed, content));
  }

  private Page page(RawArticle raw) {
    return ((Reading.Read) pages.read(raw)).page();
  }

  private static RawArticle raw(Path seed, byte[] content) {
    String type = seed.toString().endsWith(".html") ? "text/html" : "text/plain";
    return Articles.raw(type, null, content);
  }

  private static byte[] read(Path seed) {
    try {
      return Files.readAllBytes(seed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

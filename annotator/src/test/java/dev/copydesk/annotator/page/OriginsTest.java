package dev.copydesk.annotator.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.annotator.Articles;
import dev.copydesk.schema.v1.RawArticle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every character of a block is where its origin says, or is what is documented to come of it. */
class OriginsTest {
  private static final int ROUNDS = 300;
  private static final int PIECES = 60;
  private static final double NEARLY_ALL = 0.95;
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** What pages and dumps are damaged with; the first are but words. */
  private static final List<String> PIECES_OF_TEXT =
      List.of(
          "the council met ",
          "on Monday ",
          "in the town hall. ",
          "It was said ",
          "to be late",
          " ",
          "\n",
          "\r\n",
          "\n\n",
          "\r",
          "\t \u00a0 ",
          "doors.The talks ",
          "\u200b",
          "\u00ad",
          "\u0007",
          "&amp;",
          "&eacute;",
          "&nbsp;",
          "&copy 2020 ",
          "&#x1F600;",
          "& alone ",
          "&;",
          "&semi;x",
          "e\u0301",
          "A\u030a ",
          "\u1e9b\u0323",
          "â€™s ",
          "Ã© ",
          "Ã¢â‚¬â„¢",
          "\u0092",
          "\ud83d\ude00 ");

  private static final List<String> PIECES_OF_HTML =
      List.of(
          "<p>",
          "</p>",
          "<b>bold</b>",
          "<br>",
          "<br/> <br>",
          "<!-- no -->",
          "<div class=x>",
          "</div>",
          "<table>fostered<tr><td>cell",
          "</table>",
          "<a href='x'>link</a>",
          "<li>",
          "< ",
          "</ ",
          "<b".repeat(90),
          "<script>x</script>",
          "<i>",
          "</b>",
          "\u0000",
          "<svg>y</svg>",
          "<select>z");

  private final PageReader pages = new PageReader();

  static Stream<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("copydesk.root"), "seeds"))) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nearlyAllOfADumpIsInItsSourceAsItIs(Path seed) throws IOException {
    RawArticle raw = Articles.text(Files.readString(seed));
    Reading.Read read = traced(raw);

    assertThat(exactShare(raw, read, seed.toString())).isGreaterThan(NEARLY_ALL);
    assertThat(read.page().blocks()).extracting(Block::text).isEqualTo(untraced(raw));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Caf&eacute; d'Or   | é | &eacute;
          Cafe\u0301 d'Or    | é | e\u0301
          The town\u00e2\u20ac\u2122s | ’ | \u00e2\u20ac\u2122
          at \t\u00a0 last   | ' ' | ' \t\u00a0 '
          """)
  void whatStandsForSeveralCharactersIsFromAllOfThem(String text, char shown, String written) {
    Reading.Read read = traced(Articles.text(text));
    Block block = read.page().blocks().getFirst();
    Origins origins = Objects.requireNonNull(block.origins());
    int at = block.text().indexOf(shown);

    assertThat(text.substring(origins.start(at), origins.end(at))).isEqualTo(written);
  }

  @Test
  void aJoinedLineIsFromTwoAndABlankThatWasLostIsFromNowhere() {
    String text =
        """
        The council has met in the old town hall, and so it is said that
        all of the trees along the canal are to stay where they have been
        standing for the last two hundred years, and it will not vote once
        more on them before the end of the year, when its budget is due.The
        mayor was not there.
        """;
    Block block = traced(Articles.text(text)).page().blocks().getFirst();
    Origins origins = Objects.requireNonNull(block.origins());

    int wrap = block.text().indexOf("that all") + "that".length();
    assertThat(text.substring(origins.start(wrap), origins.end(wrap))).isEqualTo("\n");
    int seam = block.text().indexOf("due. The") + "due.".length();
    assertThat(origins.start(seam)).isEqualTo(origins.end(seam)).isEqualTo(text.indexOf("The\n"));
  }

  @Test
  void anyDumpIsTracedAndReadsAsItDoesUntraced() {
    anyPage(PIECES_OF_TEXT, List.of(), false);
  }

  @Test
  void anyPageIsTracedAndReadsAsItDoesUntraced() {
    anyPage(PIECES_OF_TEXT, PIECES_OF_HTML, true);
  }

  private void anyPage(List<String> text, List<String> more, boolean html) {
    long seed = System.nanoTime();
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(seed + round);
      StringBuilder made = new StringBuilder("word ");
      for (int i = 0; i < PIECES; i++) {
        int piece = random.nextInt(text.size() + more.size());
        made.append(piece < text.size() ? text.get(piece) : more.get(piece - text.size()));
      }
      RawArticle raw = html ? Articles.html(made.toString()) : Articles.text(made.toString());
      String as = "seed " + seed + " round " + round;
      if (pages.readTraced(raw) instanceof Reading.Read read) {
        exactShare(raw, read, as);
        assertThat(read.page().blocks()).as(as).extracting(Block::text).isEqualTo(untraced(raw));
      }
    }
  }

  /** Checks every character; returns how many are in the source as they are, 0 to 1. */
  private double exactShare(RawArticle raw, Reading.Read read, String as) {
    String source = Objects.requireNonNull(pages.source(raw));
    int exact = 0;
    int all = 0;
    for (Block block : read.page().blocks()) {
      Origins origins = Objects.requireNonNull(block.origins());
      assertThat(origins.length()).isEqualTo(block.text().length());
      for (int i = 0; i < origins.length(); i++) {
        char c = block.text().charAt(i);
        String stretch = source.substring(origins.start(i), origins.end(i));
        boolean isExact = stretch.equals(String.valueOf(c));
        all++;
        exact += isExact ? 1 : 0;
        if (!isExact) {
          assertThat(comesOf(stretch, c))
              .as("%s: <%s> at %d of <%s> from <%s>", as, c, i, block.text(), stretch)
              .isTrue();
        }
      }
    }
    return all == 0 ? 1 : (double) exact / all;
  }

  /** A blank may be from several, with tags between them. */
  private static boolean comesOf(String stretch, char c) {
    String meant = Parser.unescapeEntities(TAG.matcher(stretch).replaceAll(""), false);
    return c == ' '
        ? stretch.isEmpty()
            || stretch.contains("<br")
            || meant.chars().anyMatch(OriginsTest::isBlank)
        : Whitespace.clean(meant).indexOf(c) >= 0;
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private List<String> untraced(RawArticle raw) {
    Reading.Read read = (Reading.Read) pages.read(raw);
    assertThat(read.page().blocks()).allMatch(block -> block.origins() == null);
    return read.page().blocks().stream().map(Block::text).toList();
  }

  private Reading.Read traced(RawArticle raw) {
    return (Reading.Read) pages.readTraced(raw);
  }
}

package dev.copydesk.annotator.clean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;

/**
 * A page, what the rules make of it, and what a person made of it.
 *
 * @param fold by domain, so that no site is both taught and asked
 * @param marks whether each block is in the article
 * @param gold the article as the person cleaned it
 */
@SuppressWarnings("ArrayRecordComponent")
record TrainingPage(String id, int fold, Ruled ruled, boolean[] marks, String gold) {
  static final int FOLDS = 5;

  private static final Rules RULES = new Rules();

  private static final double TYPICAL_PAGE = 200;

  /** All pages of a folder, as they are or as dumps. */
  static List<TrainingPage> read(Path folder, boolean html) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<String> file = Files.lines(folder.resolve("pages.jsonl"))) {
      for (String line : file.toList()) {
        lines.add(json.readTree(line));
      }
    }
    return lines.parallelStream()
        .filter(line -> !line.path("body").asText("").isBlank())
        .map(line -> read(folder, line, html))
        .toList();
  }

  private static TrainingPage read(Path folder, JsonNode line, boolean html) {
    String id = line.path("id").asText();
    try (InputStream file =
        new GZIPInputStream(Files.newInputStream(folder.resolve("html/" + id + ".html.gz")))) {
      String source = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String text = html ? source : NaiveDump.of(Jsoup.parse(source));
      Reading read = new PageReader().read(html ? Articles.html(text) : Articles.text(text));
      Page page = ((Reading.Read) read).page();
      List<Block> blocks = page.blocks();
      String gold = line.path("body").asText();
      return new TrainingPage(
          id,
          fold(line.path("url").asText()),
          RULES.rule(page, Titles.of(page)),
          new GoldCopy(gold).marks(blocks),
          gold);
    } catch (IOException broken) {
      throw new IllegalStateException("page " + id, broken);
    }
  }

  private static int fold(String url) {
    String[] host = url.replaceFirst("^\\w+://", "").replaceFirst("[/:?#].*", "").split("\\.");
    String domain = host[Math.max(0, host.length - 2)] + "." + host[host.length - 1];
    return Math.floorMod(domain.hashCode() * 31, FOLDS);
  }

  int count() {
    return marks.length;
  }

  int words(int i) {
    return ruled.features().get(i).words();
  }

  /** The blocks that were chosen, as a copy is written. */
  String text(boolean[] kept) {
    return IntStream.range(0, kept.length)
        .filter(i -> kept[i])
        .mapToObj(i -> ruled.blocks().get(i).text())
        .collect(Collectors.joining("\n\n"));
  }

  /**
   * Whether the person's copy is likely to be all of the article and to be of this page: some end
   * in the middle, some were taken from another state of the page.
   */
  boolean isSound() {
    double marked = 0;
    double kept = 0;
    for (int i = 0; i < marks.length; i++) {
      marked += marks[i] ? words(i) : 0;
      kept += ruled.verdicts().get(i).isKept() ? words(i) : 0;
    }
    int all = Shingles.words(gold).size();
    return marked >= 0.85 * all && kept <= 2 * marked + 300;
  }

  /**
   * What a mistake at each block costs; pages count alike, whatever their length, as in the
   * measure.
   */
  float[] weights() {
    double ofPage = ofPage();
    float[] weights = new float[marks.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (ofPage * ofBlock(i));
    }
    return weights;
  }

  private double ofBlock(int i) {
    return Math.sqrt(Math.min(80, words(i)) + 1);
  }

  private double ofPage() {
    double sum = 0;
    for (int i = 0; i < marks.length; i++) {
      sum += marks[i] || ruled.verdicts().get(i).isKept() ? ofBlock(i) : 0;
    }
    return Math.max(0.25, Math.min(4, TYPICAL_PAGE / Math.max(1, sum)));
  }
}

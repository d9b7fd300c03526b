package dev.copydesk.annotator.clean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.Articles;
import dev.copydesk.annotator.page.Block;
import dev.copydesk.annotator.page.Container;
import dev.copydesk.annotator.page.Page;
import dev.copydesk.annotator.page.PageReader;
import dev.copydesk.annotator.page.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;

/**
 * Learns {@link BlockModel} for pages and for dumps of pages.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Dtrain=FOLDER
 * </pre>
 *
 * <p>The folder holds {@code pages.jsonl} (id, url, body) and {@code html/ID.html.gz}, as the
 * development split of WCXB has them. Prints how models do on domains they were not taught (a third
 * argument "final" leaves that out), then writes the models that were taught all pages.
 */
final class BlockModelTraining {
  private static final int FOLDS = 5;
  private static final int TREES = 120;
  private static final int DEPTH = 5;
  private static final int FEWEST_PAGES = 8;
  private static final double MOST_ODDS = 4;
  private static final int LEVELS = 3;
  private static final double TYPICAL_PAGE = 200;

  /** A page, what the rules make of it, and what a person made of it. */
  private record Sample(
      String id, int fold, BlockSignals.Reading reading, boolean[] marks, String gold) {
    String text(boolean[] kept) {
      return IntStream.range(0, kept.length)
          .filter(i -> kept[i])
          .mapToObj(i -> reading.blocks().get(i).text())
          .collect(Collectors.joining("\n\n"));
    }
  }

  /** In how many pages a word is in the article, in how many elsewhere. */
  private static final class Counts {
    final Map<String, int[]> pages = new HashMap<>();
    int samples;

    void add(Map<String, int[]> page) {
      samples++;
      page.forEach(
          (word, in) -> {
            int[] sum = pages.computeIfAbsent(word, _ -> new int[2]);
            sum[0] += in[0];
            sum[1] += in[1];
          });
    }

    /** Odds of all words, or of one page's words as if the page had not been counted. */
    WordOdds odds(Map<String, int[]> without) {
      Map<String, Float> odds = new HashMap<>();
      Set<String> words = without.isEmpty() ? pages.keySet() : without.keySet();
      for (String word : words) {
        int[] all = pages.getOrDefault(word, new int[2]);
        int[] own = without.getOrDefault(word, new int[2]);
        double kept = all[0] - own[0];
        double gone = all[1] - own[1];
        if (kept + gone >= FEWEST_PAGES) {
          double value = Math.log((kept + 1) / (gone + 1));
          value = Math.max(-MOST_ODDS, Math.min(MOST_ODDS, value));
          if (Math.abs(value) >= 0.3) {
            odds.put(word, (float) (Math.round(value * 100) / 100.0));
          }
        }
      }
      return new WordOdds(odds);
    }
  }

  private BlockModelTraining() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path into = Path.of(args[1]);
    boolean folds = !List.of(args).contains("final");
    for (String kind : List.of("html", "text")) {
      List<Sample> samples = samples(folder, kind.equals("html"));
      System.out.println(kind + " perfect choice  " + score(samples, Sample::marks));
      System.out.println(kind + " rules alone     " + score(samples, BlockModelTraining::ruled));
      if (folds) {
        folds(kind, samples);
      }
      List<String> lines = new ArrayList<>();
      lines.add("# Learnt by BlockModelTraining from WCXB (see NOTICE); not to be edited by hand.");
      lines.addAll(fit(samples).lines());
      Files.write(into.resolve("blocks-" + kind + ".model"), lines);
    }
  }

  private static void folds(String kind, List<Sample> samples) {
    Map<Sample, double[]> likely = new HashMap<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      BlockModel model = fit(samples.stream().filter(s -> s.fold != held).toList());
      samples.stream()
          .filter(s -> s.fold == held)
          .forEach(s -> likely.put(s, model.keep(s.reading)));
    }
    errors(samples, likely);
    for (double least : new double[] {0.3, 0.4, 0.5, 0.6}) {
      System.out.println(
          kind
              + " model over "
              + least
              + "  "
              + score(
                  samples,
                  s -> {
                    boolean[] kept = new boolean[s.marks.length];
                    for (int i = 0; i < kept.length; i++) {
                      Reason rule = s.reading.ruled().get(i).reason();
                      kept[i] =
                          Objects.requireNonNull(likely.get(s))[i] >= least
                              && rule != Reason.HEADLINE;
                    }
                    return kept;
                  }));
    }
  }

  /** Which kinds of block cost most words. */
  private static void errors(List<Sample> samples, Map<Sample, double[]> likely) {
    Map<String, int[]> kinds = new HashMap<>();
    for (Sample sample : samples) {
      List<Integer> right =
          IntStream.range(0, sample.marks.length).filter(i -> sample.marks[i]).boxed().toList();
      double[] held = Objects.requireNonNull(likely.get(sample));
      for (int i = 0; i < sample.marks.length; i++) {
        Reason rule = sample.reading.ruled().get(i).reason();
        boolean kept = held[i] >= 0.5 && rule != Reason.HEADLINE;
        if (kept != sample.marks[i] && !right.isEmpty()) {
          String where = i < right.getFirst() ? "before" : i > right.getLast() ? "after" : "within";
          Block block = sample.reading.blocks().get(i);
          String kind = (kept ? "kept " : "lost ") + where + " " + block.tag() + " " + rule;
          int[] sum = kinds.computeIfAbsent(kind, _ -> new int[2]);
          sum[0]++;
          sum[1] += sample.reading.features().get(i).words();
        }
      }
    }
    kinds.entrySet().stream()
        .sorted((a, b) -> b.getValue()[1] - a.getValue()[1])
        .limit(30)
        .forEach(
            e ->
                System.out.println(
                    "  "
                        + e.getKey()
                        + ": "
                        + e.getValue()[0]
                        + " blocks, "
                        + e.getValue()[1]
                        + " words"));
  }

  private interface Choice {
    boolean[] kept(Sample sample);
  }

  private static String score(List<Sample> samples, Choice choice) {
    return Shingles.summary(
        samples.parallelStream()
            .map(s -> Shingles.compare(s.gold, s.text(choice.kept(s))))
            .toList());
  }

  private static boolean[] ruled(Sample sample) {
    boolean[] kept = new boolean[sample.marks.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = sample.reading.ruled().get(i).isKept();
    }
    return kept;
  }

  private static BlockModel fit(List<Sample> all) {
    List<Sample> samples = all.stream().filter(BlockModelTraining::isSound).toList();
    Counts words = new Counts();
    Counts names = new Counts();
    List<Map<String, int[]>> wordsOf = new ArrayList<>();
    List<Map<String, int[]>> namesOf = new ArrayList<>();
    for (Sample sample : samples) {
      wordsOf.add(words(sample));
      namesOf.add(names(sample));
      words.add(wordsOf.getLast());
      names.add(namesOf.getLast());
    }
    int rows = samples.stream().mapToInt(s -> s.marks.length).sum();
    float[][] signals = new float[rows][];
    float[] weights = new float[rows];
    boolean[] yes = new boolean[rows];
    int row = 0;
    for (int s = 0; s < samples.size(); s++) {
      Sample sample = samples.get(s);
      BlockSignals seen =
          new BlockSignals(sample.reading, words.odds(wordsOf.get(s)), names.odds(namesOf.get(s)));
      double scale = scale(sample);
      for (int i = 0; i < sample.marks.length; i++) {
        signals[row] = new float[BlockSignals.COUNT];
        seen.fill(i, signals[row]);
        weights[row] = (float) (scale * weight(sample, i));
        yes[row++] = sample.marks[i];
      }
    }
    Trees trees = new Boosting(signals, weights, yes, TREES, DEPTH).fit();
    return new BlockModel(words.odds(Map.of()), names.odds(Map.of()), trees);
  }

  private static double weight(Sample sample, int i) {
    return Math.sqrt(Math.min(80, sample.reading.features().get(i).words()) + 1);
  }

  /** Pages count alike, whatever their length, as they do in the measure. */
  private static double scale(Sample sample) {
    double sum = 0;
    for (int i = 0; i < sample.marks.length; i++) {
      sum += sample.marks[i] || sample.reading.ruled().get(i).isKept() ? weight(sample, i) : 0;
    }
    return Math.max(0.25, Math.min(4, TYPICAL_PAGE / Math.max(1, sum)));
  }

  /**
   * Whether the person's copy is likely to be all of the article and to be of this page: some end
   * in the middle, some were taken from another state of the page.
   */
  private static boolean isSound(Sample sample) {
    double marked = 0;
    double ruled = 0;
    for (int i = 0; i < sample.marks.length; i++) {
      int said = sample.reading.features().get(i).words();
      marked += sample.marks[i] ? said : 0;
      ruled += sample.reading.ruled().get(i).isKept() ? said : 0;
    }
    int gold = Shingles.words(sample.gold).size();
    return marked >= 0.85 * gold && ruled <= 2 * marked + 300;
  }

  private static Map<String, int[]> words(Sample sample) {
    Map<String, int[]> pages = new HashMap<>();
    for (int i = 0; i < sample.marks.length; i++) {
      int where = sample.marks[i] ? 0 : 1;
      WordOdds.each(
          sample.reading.blocks().get(i).text(),
          40,
          word -> pages.computeIfAbsent(word, _ -> new int[2])[where] = 1);
    }
    return pages;
  }

  private static Map<String, int[]> names(Sample sample) {
    Map<String, int[]> pages = new HashMap<>();
    Set<Container> kept = new HashSet<>();
    for (int i = 0; i < sample.marks.length; i++) {
      if (sample.marks[i]) {
        Container c = sample.reading.blocks().get(i).container();
        for (int level = 0; c != null; level++, c = c.parent()) {
          kept.add(c);
          if (level < LEVELS) {
            WordOdds.each(
                c.names(), 40, word -> pages.computeIfAbsent(word, _ -> new int[2])[0] = 1);
          }
        }
      }
    }
    for (int i = 0; i < sample.marks.length; i++) {
      if (!sample.marks[i]) {
        Container c = sample.reading.blocks().get(i).container();
        for (; c != null && !kept.contains(c); c = c.parent()) {
          WordOdds.each(c.names(), 40, word -> pages.computeIfAbsent(word, _ -> new int[2])[1] = 1);
        }
      }
    }
    return pages;
  }

  private static List<Sample> samples(Path folder, boolean html) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<String> file = Files.lines(folder.resolve("pages.jsonl"))) {
      for (String line : file.toList()) {
        lines.add(json.readTree(line));
      }
    }
    return lines.parallelStream()
        .filter(line -> !line.path("body").asText("").isBlank())
        .map(line -> sample(folder, line, html))
        .toList();
  }

  private static Sample sample(Path folder, JsonNode line, boolean html) {
    String id = line.path("id").asText();
    try (InputStream file =
        new GZIPInputStream(Files.newInputStream(folder.resolve("html/" + id + ".html.gz")))) {
      String source = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      String text = html ? source : NaiveDump.of(Jsoup.parse(source));
      Reading read = new PageReader().read(html ? Articles.html(text) : Articles.text(text));
      Page page = ((Reading.Read) read).page();
      BlockSignals.Reading reading = new Cleaner().rule(page);
      List<Block> blocks = page.blocks();
      String gold = line.path("body").asText();
      return new Sample(
          id, fold(line.path("url").asText()), reading, new GoldCopy(gold).marks(blocks), gold);
    } catch (IOException broken) {
      throw new IllegalStateException("page " + id, broken);
    }
  }

  /** By domain, so that no site is both taught and asked. */
  private static int fold(String url) {
    String[] host = url.replaceFirst("^\\w+://", "").replaceFirst("[/:?#].*", "").split("\\.");
    String domain = host[Math.max(0, host.length - 2)] + "." + host[host.length - 1];
    return Math.floorMod(domain.hashCode() * 31, FOLDS);
  }
}

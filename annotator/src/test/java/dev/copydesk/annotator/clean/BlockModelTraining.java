package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Learns {@link BlockModel} for pages and for dumps of pages.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Dtrain=FOLDER
 * </pre>
 *
 * <p>The folder holds {@code pages.jsonl} (id, url, body) and {@code html/ID.html.gz}, as the
 * development split of WCXB has them. Prints how models do on domains they were not taught, then
 * writes the models that were taught all pages. Further arguments: "final" leaves the folds out,
 * "html" or "text" the other kind.
 */
final class BlockModelTraining {
  private static final List<String> KINDS = List.of("html", "text");
  private static final int KINDS_OF_ERRORS = 30;
  private static final double[] PROSE = {0.1, 0.2, 0.3, 0.4};
  private static final double[] RULED_IN = {0.3, 0.4, 0.5};
  private static final double[] RULED_OUT = {0.5, 0.6, 0.7};
  private static final double EVEN = 0.5;

  private BlockModelTraining() {}

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path into = Path.of(args[1]);
    List<String> asked = List.of(args).subList(2, args.length);
    boolean folds = !asked.contains("final");
    for (String kind : KINDS.stream().anyMatch(asked::contains) ? asked : KINDS) {
      if (!KINDS.contains(kind)) {
        continue;
      }
      boolean html = kind.equals("html");
      List<TrainingPage> pages = TrainingPage.read(folder, html);
      Teacher teacher = new Teacher(pages, html ? Teacher.Lesson.HTML : Teacher.Lesson.TEXT);
      System.out.println(kind + " perfect choice  " + score(pages, TrainingPage::marks));
      System.out.println(
          kind + " rules alone     " + score(pages, p -> kept(p.ruled().verdicts())));
      if (folds) {
        folds(kind, pages, teacher);
      }
      List<String> lines = new ArrayList<>();
      lines.add("# Learnt by BlockModelTraining from WCXB (see NOTICE); not to be edited by hand.");
      lines.addAll(teacher.teachWithout(Set.of()).lines());
      Files.write(into.resolve("blocks-" + kind + ".model"), lines);
    }
  }

  private static void folds(String kind, List<TrainingPage> pages, Teacher teacher) {
    Map<TrainingPage, double[]> likely = new HashMap<>();
    for (int fold = 0; fold < TrainingPage.FOLDS; fold++) {
      BlockModel model = teacher.teachWithout(Set.of(fold));
      for (TrainingPage page : pages) {
        if (page.fold() == fold) {
          likely.put(page, model.look(page.ruled()).likely());
        }
      }
    }
    errors(pages, likely);
    for (Cleaner.Least least : grid()) {
      System.out.println("  " + least + "  " + score(pages, as(likely, least)));
    }
    Cleaner.Least least = kind.equals("html") ? Cleaner.Least.HTML : Cleaner.Least.TEXT;
    System.out.println(kind + " as the cleaner  " + score(pages, as(likely, least)));
  }

  /** What the thresholds of the cleaner are chosen from. */
  private static List<Cleaner.Least> grid() {
    List<Cleaner.Least> grid = new ArrayList<>();
    for (double prose : PROSE) {
      for (double ruledIn : RULED_IN) {
        for (double ruledOut : RULED_OUT) {
          grid.add(new Cleaner.Least(prose, ruledIn, ruledOut));
        }
      }
    }
    return grid;
  }

  private static Choice as(Map<TrainingPage, double[]> likely, Cleaner.Least least) {
    return page ->
        kept(Cleaner.decide(page.ruled(), Objects.requireNonNull(likely.get(page)), least));
  }

  private static boolean[] over(TrainingPage page, double[] likely) {
    boolean[] kept = new boolean[likely.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = likely[i] >= EVEN && page.ruled().verdicts().get(i).reason() != Reason.HEADLINE;
    }
    return kept;
  }

  /** Which kinds of block cost most words. */
  private static void errors(List<TrainingPage> pages, Map<TrainingPage, double[]> likely) {
    Map<String, int[]> kinds = new HashMap<>();
    for (TrainingPage page : pages) {
      List<Integer> right =
          IntStream.range(0, page.count()).filter(i -> page.marks()[i]).boxed().toList();
      boolean[] kept = over(page, Objects.requireNonNull(likely.get(page)));
      for (int i = 0; i < page.count(); i++) {
        if (kept[i] != page.marks()[i] && !right.isEmpty()) {
          String where = i < right.getFirst() ? "before" : i > right.getLast() ? "after" : "within";
          Block block = page.ruled().blocks().get(i);
          Reason rule = page.ruled().verdicts().get(i).reason();
          String kind = (kept[i] ? "kept " : "lost ") + where + " " + block.tag() + " " + rule;
          int[] sum = kinds.computeIfAbsent(kind, _ -> new int[2]);
          sum[0]++;
          sum[1] += page.words(i);
        }
      }
    }
    kinds.entrySet().stream()
        .sorted((a, b) -> b.getValue()[1] - a.getValue()[1])
        .limit(KINDS_OF_ERRORS)
        .map(
            e ->
                "  %s: %d blocks, %d words".formatted(e.getKey(), e.getValue()[0], e.getValue()[1]))
        .forEach(System.out::println);
  }

  private interface Choice {
    boolean[] kept(TrainingPage page);
  }

  private static String score(List<TrainingPage> pages, Choice choice) {
    return Shingles.summary(
        pages.parallelStream()
            .map(page -> Shingles.compare(page.gold(), page.text(choice.kept(page))))
            .toList());
  }

  private static boolean[] kept(List<Verdict> verdicts) {
    boolean[] kept = new boolean[verdicts.size()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = verdicts.get(i).isKept();
    }
    return kept;
  }
}

package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberMention;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints, a suite a row, how many cases of a folder of evaluation suites are right, how many differ
 * by a {@link Convention} and by which, and how many are wrong. With the argument "wrong" the wrong
 * ones follow, with "conventions" the others, with what each misses and what was found.
 *
 * <pre>
 * ./mvnw -q -pl annotator -am -DskipTests process-test-classes -Dconventions=FOLDER
 * </pre>
 */
final class ConventionAnalysis {
  /** Cases of a suite, by what became of them. */
  private static final class Row {
    int right;
    int wrong;
    final Map<Convention, Integer> conventions = new TreeMap<>();

    int byConvention() {
      return conventions.values().stream().mapToInt(Integer::intValue).sum();
    }

    int cases() {
      return right + wrong + byConvention();
    }

    void add(Row other) {
      right += other.right;
      wrong += other.wrong;
      other.conventions.forEach((c, n) -> conventions.merge(c, n, Integer::sum));
    }
  }

  private ConventionAnalysis() {}

  public static void main(String[] args) throws IOException {
    NumberTagger tagger = new EnglishNumberTagger();
    Map<String, Row> suites = new LinkedHashMap<>();
    boolean byConvention = args.length > 1 && args[1].equals("conventions");
    List<String> shown = new ArrayList<>();
    for (GoldCase gold : GoldCase.of(Path.of(args[0]))) {
      if (gold.unjudged()) {
        continue;
      }
      Row row = suites.computeIfAbsent(gold.suite(), _ -> new Row());
      List<NumberMention> mentions = tagger.tag(null, gold.text(), gold.published());
      Judgement judgement = Judgement.of(gold, mentions);
      Convention convention = judgement.right() ? null : convention(gold, judgement, mentions);
      if (convention != null) {
        row.conventions.merge(convention, 1, Integer::sum);
        if (byConvention) {
          shown.add(convention + "  " + told(gold, judgement, mentions));
        }
      } else if (judgement.right()) {
        row.right++;
      } else {
        row.wrong++;
        if (!byConvention) {
          shown.add(told(gold, judgement, mentions));
        }
      }
    }
    print(suites);
    if (args.length > 1) {
      shown.forEach(System.out::println);
    }
  }

  /** A case that is not right in a few lines: its text, what it misses and what was found. */
  private static String told(GoldCase gold, Judgement judgement, List<NumberMention> mentions) {
    StringBuilder told = new StringBuilder(gold.id() + "  " + gold.text());
    for (GoldCase.Number n : judgement.missed()) {
      String value = n.valueEnd() == null ? n.value() : n.value() + " to " + n.valueEnd();
      told.append("%n    wants %s %s: %s %s".formatted(n.kind(), n.text(), value, n.timex()));
    }
    for (NumberMention m : mentions) {
      String value =
          m.getValueEnd() == null ? m.getValue() : m.getValue() + " to " + m.getValueEnd();
      told.append(
          "%n    has %s %s: %s %s".formatted(m.getKind(), m.getText(), value, m.getTimex()));
    }
    return told.toString();
  }

  /** That of the first number missed, where one explains each; else null. */
  private static @Nullable Convention convention(
      GoldCase gold, Judgement judgement, List<NumberMention> mentions) {
    Convention first = null;
    for (GoldCase.Number missed : judgement.missed()) {
      Convention reason = Convention.reason(gold, missed, mentions);
      if (reason == null) {
        return null;
      }
      first = first == null ? reason : first;
    }
    boolean extra =
        judgement.extra().stream()
            .anyMatch(m -> judgement.missed().stream().noneMatch(n -> Judgement.overlap(n, m)));
    return extra ? null : first;
  }

  private static void print(Map<String, Row> suites) {
    Map<String, Row> sums = new LinkedHashMap<>();
    Map<Convention, Integer> all = new TreeMap<>();
    String format = "%-22s %5d  %5d %5.1f %%  %5d  %5d%n";
    System.out.printf("%-22s %5s  %13s  %5s  %5s%n", "", "cases", "right", "conv.", "wrong");
    suites.forEach(
        (name, row) -> {
          print(format, name, row);
          sums.computeIfAbsent(name.replaceFirst("-.*", ""), _ -> new Row()).add(row);
          row.conventions.forEach((c, n) -> all.merge(c, n, Integer::sum));
        });
    sums.forEach((name, row) -> print(format, name + ", all", row));
    all.forEach((c, n) -> System.out.printf("%5d  %s: %s%n", n, c, c.meaning()));
    suites.forEach(
        (name, row) -> {
          if (!row.conventions.isEmpty()) {
            System.out.println(name + ": " + row.conventions);
          }
        });
  }

  private static void print(String format, String name, Row row) {
    System.out.printf(
        format,
        name,
        row.cases(),
        row.right,
        100.0 * row.right / row.cases(),
        row.byConvention(),
        row.wrong);
  }
}

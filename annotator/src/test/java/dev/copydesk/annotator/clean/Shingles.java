package dev.copydesk.annotator.clean;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much two texts have in common: runs of four words, counted (the measure of the article
 * extraction benchmark of Scrapinghub).
 *
 * @param precision NaN where nothing was predicted
 */
record Shingles(double precision, double recall, boolean exact) {
  private static final int RUN = 4;

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean in = i < text.length() && isWord(text.charAt(i));
      if (in && start < 0) {
        start = i;
      } else if (!in && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      }
    }
    return words;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  static Shingles compare(String gold, String predicted) {
    List<String> expected = words(gold);
    List<String> found = words(predicted);
    Map<List<String>, Integer> wanted = count(expected);
    Map<List<String>, Integer> got = count(found);
    int common = 0;
    for (Map.Entry<List<String>, Integer> entry : got.entrySet()) {
      common += Math.min(entry.getValue(), wanted.getOrDefault(entry.getKey(), 0));
    }
    return new Shingles(
        (double) common / sum(got), (double) common / sum(wanted), expected.equals(found));
  }

  private static int sum(Map<List<String>, Integer> counted) {
    return counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<List<String>, Integer> count(List<String> words) {
    Map<List<String>, Integer> counted = new HashMap<>();
    if (!words.isEmpty() && words.size() < RUN) {
      counted.put(words, 1);
    }
    for (int i = 0; i + RUN <= words.size(); i++) {
      counted.merge(List.copyOf(words.subList(i, i + RUN)), 1, Integer::sum);
    }
    return counted;
  }

  /** Over many pages: precision and recall are means, F1 is of the means. */
  static String summary(List<Shingles> pages) {
    double precision =
        pages.stream()
            .mapToDouble(Shingles::precision)
            .filter(p -> !Double.isNaN(p))
            .average()
            .orElse(0);
    double recall = pages.stream().mapToDouble(Shingles::recall).average().orElse(0);
    double exact = pages.stream().filter(Shingles::exact).count() / (double) pages.size();
    return "F1 %.4f  P %.4f  R %.4f  exact %.3f  (%d pages)"
        .formatted(
            2 * precision * recall / (precision + recall), precision, recall, exact, pages.size());
  }
}

package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Container;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** In how many pages a word is in the article, in how many elsewhere. */
final class OddsCounts {
  private static final int FEWEST_PAGES = 8;
  private static final double MOST_ODDS = 4;
  private static final double LEAST_ODDS = 0.3;
  private static final int LEVELS = 3;
  private static final int MOST_WORDS = 40;

  private final Map<String, int[]> pages = new HashMap<>();

  void add(Map<String, int[]> page) {
    page.forEach(
        (word, in) -> {
          int[] sum = pages.computeIfAbsent(word, _ -> new int[2]);
          sum[0] += in[0];
          sum[1] += in[1];
        });
  }

  /** Odds of all words. */
  WordOdds odds() {
    return odds(pages.keySet(), Map.of());
  }

  /** Odds of one page's words as if the page had not been counted. */
  WordOdds oddsWithout(Map<String, int[]> page) {
    return odds(page.keySet(), page);
  }

  private WordOdds odds(Set<String> words, Map<String, int[]> without) {
    Map<String, Float> odds = new HashMap<>();
    for (String word : words) {
      int[] all = pages.getOrDefault(word, new int[2]);
      int[] own = without.getOrDefault(word, new int[2]);
      double kept = all[0] - own[0];
      double gone = all[1] - own[1];
      double value = Math.log((kept + 1) / (gone + 1));
      if (kept + gone >= FEWEST_PAGES && Math.abs(value) >= LEAST_ODDS) {
        double bound = Math.max(-MOST_ODDS, Math.min(MOST_ODDS, value));
        odds.put(word, (float) (Math.round(bound * 100) / 100.0));
      }
    }
    return new WordOdds(odds);
  }

  /** Where a page has the words of its blocks. */
  static Map<String, int[]> words(TrainingPage page) {
    Map<String, int[]> places = new HashMap<>();
    for (int i = 0; i < page.count(); i++) {
      note(page.ruled().blocks().get(i).text(), page.marks()[i] ? 0 : 1, places);
    }
    return places;
  }

  /** Where a page has the names of its elements: those around the article count for it. */
  static Map<String, int[]> names(TrainingPage page) {
    Map<String, int[]> places = new HashMap<>();
    Set<Container> kept = new HashSet<>();
    for (int i = 0; i < page.count(); i++) {
      Container c = page.ruled().blocks().get(i).container();
      for (int level = 0; page.marks()[i] && c != null; level++, c = c.parent()) {
        kept.add(c);
        if (level < LEVELS) {
          note(c.names(), 0, places);
        }
      }
    }
    for (int i = 0; i < page.count(); i++) {
      Container c = page.ruled().blocks().get(i).container();
      for (; !page.marks()[i] && c != null && !kept.contains(c); c = c.parent()) {
        note(c.names(), 1, places);
      }
    }
    return places;
  }

  private static void note(String text, int where, Map<String, int[]> places) {
    WordOdds.each(
        text, MOST_WORDS, word -> places.computeIfAbsent(word, _ -> new int[2])[where] = 1);
  }
}

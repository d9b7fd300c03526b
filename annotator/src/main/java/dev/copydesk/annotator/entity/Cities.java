package dev.copydesk.annotator.entity;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cities of the world, with their accents and without: a hint, for many are surnames and common
 * words too.
 */
final class Cities {
  private static final String SEVERAL = "";

  private final Map<String, String> countries = new HashMap<>();
  private final Set<String> openings = new HashSet<>();
  private int longest = 1;

  /**
   * @param rows country, then its cities, separated by '|'
   */
  Cities(List<List<String>> rows) {
    for (List<String> row : rows) {
      for (String name : row.get(1).split("\\|")) {
        add(name, row.get(0));
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
        if (!plain.equals(name)) {
          add(plain, row.get(0));
        }
      }
    }
  }

  /** End of the longest city that starts at word i, or i. */
  int end(Words words, int i) {
    if (openings.contains(words.at(i))) {
      for (int to = Math.min(words.size(), i + longest); to > i + 1; to--) {
        if (!words.isBreak(to - 1) && countries.containsKey(words.join(i, to))) {
          return to;
        }
      }
    }
    return countries.containsKey(words.at(i)) ? i + 1 : i;
  }

  /** The only country with a city of that name. */
  @Nullable String country(String name) {
    String country = countries.getOrDefault(name, SEVERAL);
    return country.equals(SEVERAL) ? null : country;
  }

  private void add(String name, String country) {
    countries.merge(name, country, (a, b) -> a.equals(b) ? a : SEVERAL);
    Words words = new Words(name);
    if (words.size() > 1) {
      openings.add(words.at(0));
      longest = Math.max(longest, words.size());
    }
  }
}

package dev.copydesk.annotator.number;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The vocabulary, found by a stretch of text without allocating. */
final class Lexicon {
  /** In letters: a unit that "a" may stand before, as in "a kilogram". */
  static final int SHORTEST_UNIT = 4;

  private final Forms<Word> words;

  private Lexicon(Map<String, Word> words) {
    this.words = new Forms<>(words);
  }

  static Lexicon english() {
    Map<String, Word> words = new HashMap<>();
    for (List<String> row : rows("words.tsv")) {
      Role role = Role.valueOf(row.get(0));
      for (String form : row.get(2).split(" ")) {
        words.computeIfAbsent(form, Word::new).add(role, row.get(1));
      }
    }
    for (List<String> row : rows("units.tsv")) {
      for (String name : row.get(1).split("\\|")) {
        String first = name.split("[^\\p{L}]", 2)[0];
        if (first.length() >= SHORTEST_UNIT && !first.endsWith("s")) {
          words.computeIfAbsent(first, Word::new).add(Role.UNIT, row.get(0));
        }
      }
    }
    for (List<String> row : rows("holidays.tsv")) {
      for (String name : row.get(1).split("\\|")) {
        words.computeIfAbsent(name.split("[^\\p{L}]")[0], Word::new).add(Role.FEAST, name);
      }
    }
    return new Lexicon(words);
  }

  /**
   * Rows of a tab-separated resource beside this class; lines that start with '# ' are comments.
   */
  static List<List<String>> rows(String resource) {
    try (InputStream in =
            Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource), resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<List<String>> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && !line.startsWith("# ")) {
          rows.add(List.of(line.split("\t", -1)));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** The word at text[start, end) whatever its case, or {@link Word#UNKNOWN}. */
  Word find(String text, int start, int end) {
    Word word = words.find(text, start, end);
    return word == null ? Word.UNKNOWN : word;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}

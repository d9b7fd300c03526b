package dev.copydesk.annotator.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phrases of one or more tokens and what they stand for; the longest that fits wins. */
final class Phrases {
  private static final int LONGEST_TOKEN = 32;

  /** A phrase found: its meaning and the tokens it covers. */
  record Hit(String meaning, int from, int to) {}

  private record Phrase(List<String> tokens, String meaning) {}

  private final Map<String, List<Phrase>> byFirst = new HashMap<>();
  private final Map<String, List<Phrase>> byLast = new HashMap<>();

  /** Reads rows of meaning and phrases separated by '|'. */
  static Phrases of(List<List<String>> rows, Lexicon lexicon) {
    Phrases phrases = new Phrases();
    for (List<String> row : rows) {
      for (String phrase : row.get(1).split("\\|")) {
        phrases.add(phrase, row.get(0), lexicon);
      }
    }
    return phrases;
  }

  void add(String phrase, String meaning, Lexicon lexicon) {
    Tokens tokens = Tokens.of(Lexicon.lower(phrase), lexicon);
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      forms.add(tokens.text(i));
    }
    put(byFirst, forms.getFirst(), new Phrase(forms, meaning));
    put(byLast, forms.getLast(), new Phrase(forms, meaning));
  }

  /** The longest phrase that starts at token i. */
  @Nullable Hit at(Tokens tokens, int i) {
    return find(byFirst, tokens, i, 0);
  }

  /** The longest phrase whose last token is i. */
  @Nullable Hit endingAt(Tokens tokens, int i) {
    return find(byLast, tokens, i, 1);
  }

  private static void put(Map<String, List<Phrase>> index, String key, Phrase phrase) {
    List<Phrase> list = index.computeIfAbsent(key, _ -> new ArrayList<>());
    if (list.stream().noneMatch(p -> p.tokens.equals(phrase.tokens))) {
      list.add(phrase);
      list.sort(Comparator.comparingInt((Phrase p) -> p.tokens.size()).reversed());
    }
  }

  private static @Nullable Hit find(
      Map<String, List<Phrase>> index, Tokens tokens, int i, int fromLast) {
    if (i < 0 || i >= tokens.size() || tokens.length(i) > LONGEST_TOKEN) {
      return null;
    }
    for (Phrase phrase : index.getOrDefault(Lexicon.lower(tokens.text(i)), List.of())) {
      int from = fromLast == 0 ? i : i - phrase.tokens.size() + 1;
      if (from >= 0 && fits(phrase, tokens, from)) {
        return new Hit(phrase.meaning, from, from + phrase.tokens.size());
      }
    }
    return null;
  }

  private static boolean fits(Phrase phrase, Tokens tokens, int from) {
    for (int k = 0; k < phrase.tokens.size(); k++) {
      if (!tokens.is(from + k, phrase.tokens.get(k))) {
        return false;
      }
    }
    return true;
  }
}

package dev.copydesk.annotator.number;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Phrases of one or more tokens and what they stand for; the longest that fits wins. */
final class Phrases {
  /** A phrase found: its meaning and the tokens it covers. */
  record Hit(String meaning, int from, int to) {}

  private record Phrase(List<String> tokens, String meaning) {}

  private final Forms<List<Phrase>> byFirst;
  private final Forms<List<Phrase>> byLast;

  private Phrases(Map<String, List<Phrase>> byFirst, Map<String, List<Phrase>> byLast) {
    this.byFirst = new Forms<>(byFirst);
    this.byLast = new Forms<>(byLast);
  }

  /** Reads rows of meaning and phrases separated by '|'; the first meaning of a phrase holds. */
  static Phrases of(List<List<String>> rows, Lexicon lexicon) {
    Map<String, List<Phrase>> byFirst = new HashMap<>();
    Map<String, List<Phrase>> byLast = new HashMap<>();
    for (List<String> row : rows) {
      for (String phrase : row.get(1).split("\\|")) {
        Tokens tokens = Tokens.of(Lexicon.lower(phrase), lexicon);
        List<String> forms = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
          forms.add(tokens.text(i));
        }
        put(byFirst, forms.getFirst(), new Phrase(forms, row.get(0)));
        put(byLast, forms.getLast(), new Phrase(forms, row.get(0)));
      }
    }
    return new Phrases(byFirst, byLast);
  }

  /** The longest phrase that starts at token i. */
  @Nullable Hit at(Tokens tokens, int i) {
    return find(byFirst, tokens, i, false);
  }

  /** The longest phrase whose last token is i. */
  @Nullable Hit endingAt(Tokens tokens, int i) {
    return find(byLast, tokens, i, true);
  }

  private static void put(Map<String, List<Phrase>> index, String key, Phrase phrase) {
    List<Phrase> list = index.computeIfAbsent(key, _ -> new ArrayList<>());
    if (list.stream().noneMatch(p -> p.tokens.equals(phrase.tokens))) {
      list.add(phrase);
      list.sort(Comparator.comparingInt((Phrase p) -> p.tokens.size()).reversed());
    }
  }

  private static @Nullable Hit find(Forms<List<Phrase>> index, Tokens tokens, int i, boolean last) {
    List<Phrase> phrases = tokens.find(index, i);
    if (phrases == null) {
      return null;
    }
    for (Phrase phrase : phrases) {
      int from = last ? i - phrase.tokens.size() + 1 : i;
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

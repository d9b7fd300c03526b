package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.CountType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to people in the news: words, their lemma and GDELT's count type. */
final class Predicates {
  /** A lemma and its count type. */
  record Predicate(String lemma, @Nullable CountType type) {}

  private final Map<String, Predicate> byWords = new HashMap<>();

  Predicates() {
    try (InputStream in =
            Objects.requireNonNull(Predicates.class.getResourceAsStream("predicates.tsv"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .forEach(this::add);
    } catch (IOException e) {
      throw new UncheckedIOException("predicates.tsv", e);
    }
  }

  /** The predicate of a phrase of one to three words in lower case, or null. */
  @Nullable Predicate find(String words) {
    return byWords.get(words);
  }

  private void add(String[] row) {
    Predicate predicate =
        new Predicate(row[1], row[0].equals("-") ? null : CountType.valueOf(row[0]));
    for (String words : row[2].split("\\|")) {
      byWords.put(words, predicate);
    }
  }
}

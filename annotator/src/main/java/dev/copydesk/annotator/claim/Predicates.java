package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.CountType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to people in the news: words, their lemma and GDELT's count type. */
final class Predicates {
  /** A lemma and its count type. */
  record Predicate(String lemma, @Nullable CountType type) {}

  private final Map<String, Predicate> byWords = new HashMap<>();

  Predicates() {
    Rows.of("predicates.tsv").forEach(this::add);
  }

  /** The predicate of a phrase of one to three words in lower case, or null. */
  @Nullable Predicate find(String words) {
    return byWords.get(words);
  }

  private void add(List<String> row) {
    Predicate predicate =
        new Predicate(row.get(1), row.get(0).equals("-") ? null : CountType.valueOf(row.get(0)));
    for (String words : row.get(2).split("\\|")) {
      byWords.put(words, predicate);
    }
  }
}

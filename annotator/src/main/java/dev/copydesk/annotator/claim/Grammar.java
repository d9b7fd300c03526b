package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.vocabulary.Rows;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The small words that claims hang on; the words of each role are in {@code grammar.tsv}. */
final class Grammar {

  /** What a word is to a claim. */
  enum Role {
    AFTER_PLACE,
    AHEAD_OF_SPEECH,
    ASIDE,
    AUXILIARY,
    BEFORE_GERUND,
    BEFORE_VERB,
    BREAK,
    CHANGE,
    CLAUSE,
    COUNT,
    CUE,
    DETERMINER,
    EVENT_NOUN,
    HELPING,
    LIGHT,
    NO_EVENT,
    OBJECT,
    PART,
    PASSIVE,
    PEOPLE,
    PLACE,
    PREPOSITION,
    RAISING,
    REST,
    SAYING,
    SPEECH_NOUN,
    SUBORDINATE
  }

  private static final Set<Role> SMALL =
      EnumSet.of(
          Role.AHEAD_OF_SPEECH,
          Role.AUXILIARY,
          Role.BEFORE_VERB,
          Role.CLAUSE,
          Role.CUE,
          Role.DETERMINER,
          Role.HELPING,
          Role.PLACE,
          Role.PREPOSITION);

  private final Map<Role, Set<String>> words = new EnumMap<>(Role.class);

  Grammar() {
    for (List<String> row : Rows.of(Grammar.class, "grammar.tsv")) {
      words.put(Role.valueOf(row.get(0)), Set.of(row.get(1).split("\\|")));
    }
  }

  /** Whether a word in lower case is one that joins others, and names nothing. */
  boolean isSmall(String word) {
    return SMALL.stream().anyMatch(role -> is(role, word));
  }

  /** Whether a word in lower case has a role. */
  boolean is(Role role, String word) {
    return words.getOrDefault(role, Set.of()).contains(word);
  }
}

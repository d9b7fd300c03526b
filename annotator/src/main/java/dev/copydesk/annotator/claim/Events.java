package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Grammar.Role;
import dev.copydesk.annotator.claim.Verbs.Form;
import dev.copydesk.annotator.claim.Verbs.Verb;
import dev.copydesk.annotator.vocabulary.Rows;
import dev.copydesk.schema.v1.CountType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the words of a sentence that say what happened: verbs, and nouns such as a death toll. */
final class Events {
  private static final int LONGEST_PHRASE = 3;

  /**
   * What happened.
   *
   * @param type null for what has none of GDELT's
   */
  record Predicate(String lemma, @Nullable CountType type) {}

  /** A predicate said by words [from, to). */
  record Event(Predicate predicate, int from, int to) {}

  private final Map<String, Predicate> byWords = new HashMap<>();

  /** First words of phrases: most words start none. */
  private final Set<String> openings = new HashSet<>();

  private final Map<String, Predicate> byLemma = new HashMap<>();
  private final Grammar grammar;
  private final Verbs verbs;

  Events(Grammar grammar, Verbs verbs) {
    this.grammar = grammar;
    this.verbs = verbs;
    for (List<String> row : Rows.of(Events.class, "predicates.tsv")) {
      CountType type = row.get(0).equals("-") ? null : CountType.valueOf(row.get(0));
      Predicate predicate = new Predicate(row.get(1), type);
      byLemma.put(row.get(1), predicate);
      for (String words : row.get(2).split("\\|")) {
        byWords.put(words, predicate);
        openings.add(words.split(" ")[0]);
      }
    }
  }

  /**
   * The event that starts at word i, or null.
   *
   * @param loose whether a word that is a noun too is taken for the verb
   */
  @Nullable Event at(Sentence s, int i, boolean loose) {
    int longest = openings.contains(s.at(i)) ? LONGEST_PHRASE : 0;
    for (int count = longest; count > 0; count--) {
      Predicate found = i + count <= s.words().size() ? byWords.get(s.phrase(i, count)) : null;
      if (found != null && !grammar.is(Role.PEOPLE, s.at(i))) {
        return new Event(found, i, i + count);
      }
    }
    boolean name = i > 0 && i < s.words().size() && s.words().get(i).capital();
    if (name || grammar.is(Role.NO_EVENT, s.at(i))) {
      return null;
    }
    Verb verb = verbs.find(s.at(i));
    if (verb == null) {
      int helping = s.at(i - 1).endsWith("ly") ? i - 2 : i - 1;
      String lemma = grammar.is(Role.HELPING, s.at(helping)) ? Verbs.lemma(s.at(i)) : null;
      return lemma == null ? null : new Event(new Predicate(lemma, null), i, i + 1);
    }
    Predicate predicate = byLemma.getOrDefault(verb.lemma(), new Predicate(verb.lemma(), null));
    return isVerb(s, i, verb, loose) ? new Event(predicate, i, i + 1) : null;
  }

  /** Whether an event is said by a noun, "death toll", which a figure may stand at. */
  boolean isNoun(Sentence s, Event event) {
    String last = s.at(event.to() - 1);
    return last.equals("toll") || grammar.is(Role.EVENT_NOUN, last);
  }

  /** What people are named after: "10,000 refugees". */
  @Nullable Predicate ofPeople(String noun) {
    return grammar.is(Role.PEOPLE, noun) ? byWords.get(noun) : null;
  }

  /** What a noun in the plural says happened: "23 deaths", "12 arrests"; null for people. */
  @Nullable Predicate ofNoun(String noun) {
    return grammar.is(Role.EVENT_NOUN, noun) ? byWords.get(noun) : null;
  }

  private boolean isVerb(Sentence s, int i, Verb verb, boolean loose) {
    String before = s.at(i - 1);
    if (grammar.is(Role.DETERMINER, before) && !before.equals("that")) {
      return false;
    }
    if (verb.form() == Form.ING) {
      return !grammar.is(Role.PREPOSITION, before)
          || grammar.is(Role.BEFORE_GERUND, before)
          || startsObject(s, i + 1);
    }
    if (verb.form() == Form.PAST && !verb.noun()) {
      return !grammar.is(Role.PREPOSITION, before);
    }
    boolean led = grammar.is(Role.BEFORE_VERB, before);
    return led
        || !grammar.is(Role.PREPOSITION, before)
            && (startsObject(s, i + 1)
                || (loose || !verb.noun()) && i > 0 && !s.words().get(i - 1).isMark());
  }

  /** Whether an object starts at word i, which makes a verb of the word ahead of it. */
  private boolean startsObject(Sentence s, int i) {
    boolean number = i < s.words().size() && s.words().get(i).isNumber();
    return number || grammar.is(Role.DETERMINER, s.at(i)) || grammar.is(Role.OBJECT, s.at(i));
  }
}

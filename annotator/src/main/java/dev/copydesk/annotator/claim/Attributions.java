package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Grammar.Role;
import dev.copydesk.annotator.claim.Sources.Source;
import dev.copydesk.annotator.vocabulary.Rows;
import dev.copydesk.schema.v1.Attribution;
import dev.copydesk.schema.v1.AttributionType;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who says what a sentence says: "according to X", "X said", "officials say". */
final class Attributions {
  /** In words. */
  private static final int LONGEST_SOURCE = 14;

  private final Map<String, Set<String>> words = new HashMap<>();

  private final Grammar grammar;
  private final Events events;

  Attributions(Grammar grammar, Events events) {
    this.grammar = grammar;
    this.events = events;
    for (List<String> row : Rows.of(Attributions.class, "attributions.tsv")) {
      words
          .computeIfAbsent(row.get(0), _ -> new HashSet<>())
          .addAll(List.of(row.get(1).split("\\|")));
    }
  }

  /** Every source in a sentence, in order. */
  Sources read(Sentence s, List<Entity> names) {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < s.words().size(); i++) {
      Source source = s.phrase(i, 2).equals("according to") ? after(s, names, i, i + 2) : null;
      if (source == null && is("SPEECH", s.at(i)) && !s.words().get(i).capital()) {
        source = spoken(s, names, i);
      }
      if (source != null) {
        sources.add(source);
      }
    }
    return new Sources(
        sources, s, source -> isInner(s, source), word -> grammar.is(Role.BREAK, word));
  }

  /** "after the rebels announced a truce", but "as the rebels announced". */
  private boolean isInner(Sentence s, Source source) {
    String opener = s.at(source.from() - 1);
    return source.from() <= source.at() && grammar.is(Role.CLAUSE, opener) && !opener.equals("as");
  }

  private @Nullable Source spoken(Sentence s, List<Entity> names, int verb) {
    int last = verb - 1;
    while (last >= 0
        && (grammar.is(Role.AHEAD_OF_SPEECH, s.at(last)) || s.at(last).endsWith("ly"))) {
      last--;
    }
    if (grammar.is(Role.PASSIVE, s.at(last))) {
      return s.at(verb + 1).equals("by") ? after(s, names, verb, verb + 2) : null;
    }
    if (grammar.is(Role.DETERMINER, s.at(last)) || grammar.is(Role.PREPOSITION, s.at(last))) {
      return null;
    }
    if (s.at(last).equals("to") || is("OPENER", s.at(last)) && !s.at(last).equals("who")) {
      return null; // "after confirming": nobody is named
    }
    if (s.at(last).equals(")")) { // "the Maritime Union (MU) says"
      while (last > 0 && !s.at(last).equals("(")) {
        last--;
      }
      return last > 0 ? source(s, names, start(s, last - 1), last, verb) : null;
    }
    boolean noun = grammar.is(Role.SPEECH_NOUN, s.at(verb));
    boolean mark = last < 0 || s.words().get(last).isMark();
    if (mark) {
      Source told = last < 0 || noun ? null : after(s, names, verb, verb + 1);
      return told != null ? told : aside(s, names, verb, last);
    }
    return source(s, names, start(s, last), last + 1, verb);
  }

  /** "Jim Roe, the head of the union, said": the name ahead of the aside. */
  private @Nullable Source aside(Sentence s, List<Entity> names, int verb, int comma) {
    if (!s.at(comma).equals(",")) {
      return null;
    }
    for (int i = comma - 1; i > 0 && i > comma - LONGEST_SOURCE; i--) {
      if (s.at(i).equals(",")) {
        return source(s, names, start(s, i - 1), i, verb);
      }
    }
    return null;
  }

  /** Where the noun phrase that ends with a word starts. */
  private int start(Sentence s, int last) {
    int from = last;
    while (from > 0
        && last - from < LONGEST_SOURCE
        && !isEdge(s, from - 1)
        && (!is("OPENER", s.at(from - 1)) || s.at(from - 1).equals("and") && pairs(s, from - 1))
        && !is("SPEECH", s.at(from - 1))
        && events.at(s, from - 1, false) == null) {
      from--;
    }
    return from;
  }

  /** "the oil and gas company": nouns to both sides. */
  private boolean pairs(Sentence s, int and) {
    for (int i = and - 1; i >= 0 && i > and - 4; i--) {
      if (s.words().get(i).isNumber() || events.at(s, i, true) != null) {
        return false;
      }
      if (isEdge(s, i)) {
        return i < and - 1;
      }
    }
    return and > 0;
  }

  private @Nullable Source after(Sentence s, List<Entity> names, int at, int from) {
    int to = from;
    while (to < s.words().size()
        && to - from < LONGEST_SOURCE
        && !isEdge(s, to)
        && !(to > from && is("OPENER", s.at(to)))) {
      to++;
    }
    return to > from ? source(s, names, from, to, at) : null;
  }

  /** Marks end a noun phrase, but for an apostrophe. */
  private static boolean isEdge(Sentence s, int i) {
    if (!s.words().get(i).isMark() || s.at(i).equals("&")) {
      return false;
    }
    boolean apostrophe = // of "Peru's", and no quotation mark
        i > 0
            && i + 1 < s.words().size()
            && s.words().get(i - 1).end() == s.words().get(i).start()
            && s.words().get(i + 1).start() == s.words().get(i).end();
    return !apostrophe || !s.at(i).equals("'") && !s.at(i).equals("’");
  }

  private @Nullable Source source(Sentence s, List<Entity> names, int from, int to, int at) {
    if (from >= to) {
      return null;
    }
    String only = to - from == 1 ? s.at(from) : "";
    if (is("PRONOUN", only)) { // whom it stands for is not known well enough to name them
      Attribution pronoun = new Attribution(s.text(from, to), AttributionType.ANONYMOUS);
      return new Source(pronoun, from, to, at);
    }
    for (int i = from; i < to; i++) {
      if (s.at(i).equals("what")) {
        return null;
      }
    }
    int head = from;
    while (head + 1 < to && !grammar.is(Role.PREPOSITION, s.at(head + 1))) {
      head++;
    }
    Entity named = null;
    Entity person = null;
    for (Entity entity : names) {
      if (entity.getStart() >= s.words().get(from).start()
          && entity.getEnd() <= s.words().get(to - 1).end()) {
        named = entity;
        person = entity.getType() == EntityType.PERSON ? entity : person;
      }
    }
    boolean unnamed = is("UNNAMED", s.at(head));
    boolean body = is("BODY", s.at(head));
    int ahead = person == null ? 0 : s.indexAt(person.getStart()) - 1;
    boolean whole = // "the General Command" is no person of that name
        person == null
            || person.getText().indexOf(' ') > 0 && isHead(s, person, head, to)
            || ahead < from
            || !s.words().get(ahead).capital();
    if (person != null && whole && !unnamed) {
      return new Source(new Attribution(person.getText(), AttributionType.NAMED), from, to, at);
    }
    boolean capital = false;
    for (int k = Math.max(from, 1); k <= head; k++) {
      capital |= s.words().get(k).capital();
    }
    boolean opens = from == 0 && head == 0 && s.words().get(0).capital();
    boolean name = opens && !body && !unnamed && !grammar.is(Role.DETERMINER, s.at(0));
    if (!unnamed && !body && named == null && !capital && !name || is("OPENER", s.at(head))) {
      return null;
    }
    boolean known = !unnamed && (named != null || capital || name);
    return new Source(
        new Attribution(
            s.text(from, to), known ? AttributionType.NAMED : AttributionType.ANONYMOUS),
        from,
        to,
        at);
  }

  /** Whether a name ends a noun phrase or what stands before its first preposition. */
  private static boolean isHead(Sentence s, Entity name, int head, int to) {
    return name.getEnd() == s.words().get(head).end()
        || name.getEnd() == s.words().get(to - 1).end();
  }

  private boolean is(String role, String word) {
    return words.getOrDefault(role, Set.of()).contains(word);
  }
}

package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Events.Event;
import dev.copydesk.annotator.claim.Events.Predicate;
import dev.copydesk.annotator.claim.Grammar.Role;
import org.jspecify.annotations.Nullable;

/** Tells what a sentence says of what it counts: from the verb ahead of the count or after it. */
final class Predications {
  /** Words to look at to either side, which bounds the work. */
  private static final int REACH = 18;

  private static final int NEAR = 2;

  /**
   * An event and how far it is from the count, in words.
   *
   * @param told whether nothing but helping verbs stand between, or a helping verb does
   */
  private record Near(Event event, int gap, boolean told) {}

  private final Grammar grammar;
  private final Events events;

  Predications(Grammar grammar, Events events) {
    this.grammar = grammar;
    this.events = events;
  }

  /** A sentence to ask for its predicates. */
  SentenceEvents in(Sentence sentence) {
    return new SentenceEvents(events, sentence);
  }

  /**
   * The predicate of a count.
   *
   * @param said the sentence
   * @param from word that the count, its comparator included, starts with
   * @param to word after the counted noun
   * @param previous predicate of the count before in the same sentence: "including four children"
   */
  @Nullable Predicate of(SentenceEvents said, int from, int to, @Nullable Predicate previous) {
    Sentence s = said.sentence();
    Predicate noun = events.ofNoun(s.at(to - 1));
    if (noun != null) {
      return noun;
    }
    Predicate found = of(said, from, to, previous, false);
    found = found != null ? found : of(said, from, to, previous, true);
    return found != null ? found : events.ofPeople(s.at(to - 1));
  }

  private @Nullable Predicate of(
      SentenceEvents said, int from, int to, @Nullable Predicate previous, boolean loose) {
    Sentence s = said.sentence();
    Near right = right(said, to, loose);
    Near near = left(said, from, loose);
    boolean done = // "executes three men arrested"
        near != null
            && near.gap == 0
            && near.event.predicate().type() != null
            && !s.at(from - 1).equals("and")
            && !s.at(from - 1).equals(",");
    if (right != null
        && right.gap == 0
        && right.event.predicate().type() != null
        && (right.told || !done)) {
      return right.event.predicate();
    }
    if (isWhole(s, from)) { // of whom another count tells
      return right != null
              && right.gap == 0
              && !right.told
              && right.event.predicate().type() != null
          ? right.event.predicate()
          : null;
    }
    if (previous != null && isPart(s, from, to)) {
      Predicate last = lastSaid(said, from);
      return last == null ? previous : last;
    }
    boolean place =
        isPlace(s, from)
            && !isReached(said, from, loose)
            && !(near != null && events.isNoun(s, near.event));
    Near left = place ? null : near;
    boolean first = startsClause(s, from);
    if (first && right != null) {
      return right.event.predicate();
    }
    boolean own = // "three are killed and 40,000 lose power"
        right != null
            && right.gap == 0
            && s.at(from - 1).equals("and")
            && s.at(to).equals(right.event.predicate().lemma());
    if (right != null && own) {
      return right.event.predicate();
    }
    boolean light = left == null || grammar.is(Role.LIGHT, left.event.predicate().lemma());
    boolean saying = left != null && grammar.is(Role.SAYING, left.event.predicate().lemma());
    boolean told = right != null && (right.told || right.event.predicate().type() != null);
    boolean far = left == null || left.gap > NEAR;
    if (right != null && told && right.gap <= NEAR && (light || far)) {
      return right.event.predicate();
    }
    if (left != null && (!light || right == null || !told && !saying)) {
      return left.event.predicate();
    }
    return right != null && !(left == null && place) ? right.event.predicate() : null;
  }

  /** "killed in attacks on two villages": where it happened, and nobody it happened to. */
  private boolean isPlace(Sentence s, int from) {
    return grammar.is(Role.PLACE, s.at(beforeCues(s, from)));
  }

  /** "the number of those killed stood at 57": where a change has led. */
  private boolean isReached(SentenceEvents said, int from, boolean loose) {
    int verb = beforeCues(said.sentence(), from) - 1;
    Event change = verb < 0 ? null : starting(said, verb, loose);
    return change != null && grammar.is(Role.CHANGE, change.predicate().lemma());
  }

  /** The last word ahead of the count that is no cue of it, or the preposition of a place. */
  private int beforeCues(Sentence s, int from) {
    int before = from - 1;
    while (before >= 0
        && grammar.is(Role.CUE, s.at(before))
        && !grammar.is(Role.PLACE, s.at(before))) {
      before--;
    }
    return before;
  }

  /** "including four children", "35 of them women". */
  private boolean isPart(Sentence s, int from, int to) {
    int before = from - 1;
    while (before >= 0 && grammar.is(Role.CUE, s.at(before)) && !s.at(before).equals("and")) {
      before--;
    }
    return grammar.is(Role.PART, s.at(before))
        || s.phrase(to, 2).equals("of them")
        || s.phrase(to, 2).equals("of whom");
  }

  /** "27 of the 29 people", "of the 29 people on board": what the parts are of. */
  private static boolean isWhole(Sentence s, int from) {
    int of = s.at(from - 1).equals("the") || s.at(from - 1).equals("all") ? from - 2 : from - 1;
    return s.at(of).equals("of") && (of == 0 || s.words().get(of - 1).isNumber());
  }

  /** What ends right before a part: "several others are injured, including two badly". */
  private @Nullable Predicate lastSaid(SentenceEvents said, int from) {
    Sentence s = said.sentence();
    int last = from - 1;
    while (last > 0
        && (s.words().get(last).isMark()
            || grammar.is(Role.PART, s.at(last))
            || grammar.is(Role.CUE, s.at(last)))) {
      last--;
    }
    Event event = last < 0 ? null : starting(said, last, false);
    return event != null && event.predicate().type() != null ? event.predicate() : null;
  }

  private boolean startsClause(Sentence s, int from) {
    String before = s.at(from - 1);
    return from == 0
        || s.words().get(from - 1).isMark()
        || grammar.is(Role.CLAUSE, before)
        || grammar.is(Role.SUBORDINATE, before);
  }

  private @Nullable Near right(SentenceEvents said, int to, boolean loose) {
    Sentence s = said.sentence();
    boolean helped = false;
    Near fallback = null;
    int gap = 0;
    for (int i = to; i < s.words().size() && i < to + REACH; i++) {
      String word = s.at(i);
      if (word.equals("'") || word.equals("’") || word.equals(".")) {
        continue;
      }
      if (word.equals(",") && isListed(s, i + 1)) {
        continue;
      }
      if (s.words().get(i).isMark()) {
        int after = aside(s, i);
        if (after < 0) {
          return fallback;
        }
        i = after;
        continue;
      }
      if (s.words().get(i).isNumber()) {
        gap++;
        continue;
      }
      boolean other = // "rises to 146 with 20 people in hospital"
          grammar.is(Role.SUBORDINATE, word)
              && i + 1 < s.words().size()
              && s.words().get(i + 1).isNumber();
      if (other || grammar.is(Role.CLAUSE, word)) {
        return fallback;
      }
      if (grammar.is(Role.AUXILIARY, word)) {
        helped = true;
        continue;
      }
      if (word.endsWith("ly") || i == to && grammar.is(Role.REST, word)) {
        continue;
      }
      Event event = said.at(i, loose || i == to);
      boolean listed = s.at(i - 1).equals("and") && !helped && i > to;
      if (event != null && listed) {
        return fallback;
      }
      if (event == null) {
        gap++;
        continue;
      }
      String lemma = event.predicate().lemma();
      if (helped && grammar.is(Role.RAISING, lemma)) {
        i += s.at(i + 1).equals("to") ? 1 : 0;
        fallback = fallback == null ? new Near(event, gap, true) : fallback;
        continue;
      }
      if (!lemma.equals("have")) {
        Near near = new Near(event, gap, helped);
        boolean reduced =
            !helped
                && event.predicate().type() == null
                && grammar.is(Role.PREPOSITION, s.at(i + 1));
        if (!reduced) {
          return fallback == null || helped || near.event.predicate().type() != null
              ? near
              : fallback;
        }
        fallback = fallback == null && !s.at(i + 1).equals("by") ? near : fallback;
      }
      gap++;
    }
    return fallback;
  }

  /** "30 bandits, five officers and a civilian": one more of a list, and no part of the first. */
  private boolean isListed(Sentence s, int i) {
    boolean number =
        i < s.words().size() && (s.words().get(i).isNumber() || grammar.is(Role.COUNT, s.at(i)));
    return number && !s.at(i + 1).equals("of") && !s.at(i + 2).equals("of");
  }

  /** Where an aside that opens at a comma or a bracket closes, or -1 where none does. */
  private int aside(Sentence s, int i) {
    boolean bracket = s.at(i).equals("(");
    boolean place = i + 1 < s.words().size() && s.words().get(i + 1).capital();
    if (!bracket
        && !(s.at(i).equals(",")
            && (place || s.at(i + 1).endsWith("ed") || grammar.is(Role.ASIDE, s.at(i + 1))))) {
      return -1;
    }
    for (int k = i + 1; k < s.words().size() && k < i + REACH; k++) {
      if (s.at(k).equals(bracket ? ")" : ",")) {
        return k;
      }
    }
    return -1;
  }

  private @Nullable Near left(SentenceEvents said, int from, boolean loose) {
    Sentence s = said.sentence();
    int gap = 0;
    Near change = null;
    boolean list = from > 0 && (s.at(from - 1).equals(",") || s.at(from - 1).equals("and"));
    for (int i = from - 1; i >= 0 && i > from - REACH; i--) {
      String word = s.at(i);
      if (s.words().get(i).isMark()) {
        boolean place = word.equals(",") && i > 0 && s.words().get(i - 1).capital();
        if (!(list && word.equals(","))
            && !place
            && !word.equals("'")
            && !word.equals("’")
            && !word.equals(".")) {
          return change;
        }
        continue;
      }
      if (s.words().get(i).isNumber()) {
        continue;
      }
      if (grammar.is(Role.CLAUSE, word) && !grammar.is(Role.CUE, word) || word.equals("that")) {
        return change;
      }
      if (change != null && grammar.is(Role.AUXILIARY, word)) {
        continue; // "has climbed to"
      }
      Event event = starting(said, i, loose);
      if (event != null) {
        Near near = new Near(event, gap, false);
        if (change != null || !grammar.is(Role.CHANGE, event.predicate().lemma())) {
          return change == null || event.predicate().type() != null ? near : change;
        }
        change = near; // "the death toll rose to": what rose says more
        continue;
      }
      gap += grammar.is(Role.CUE, word) ? 0 : 1;
    }
    return change;
  }

  /** The event that ends with word i, the longest that does. */
  private static @Nullable Event starting(SentenceEvents said, int i, boolean loose) {
    for (int k = Math.max(0, i - 2); k <= i; k++) {
      Event event = said.at(k, loose);
      if (event != null && event.to() == i + 1) {
        return event;
      }
    }
    return null;
  }
}

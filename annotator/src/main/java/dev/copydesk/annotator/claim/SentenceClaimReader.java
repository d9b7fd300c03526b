package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Events.Predicate;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a claim from each count of the body, out of the words and names of its own sentence. */
public final class SentenceClaimReader implements ClaimReader {
  private static final int DATE_LENGTH = 10;
  private static final String DASHES = "-–—‑";

  private final Grammar grammar = new Grammar();
  private final Verbs verbs = new Verbs();
  private final Predications predications;
  private final Attributions attributions;

  /** Reads the vocabulary, so make one and keep it. */
  public SentenceClaimReader() {
    Events events = new Events(grammar, verbs);
    predications = new Predications(grammar, events);
    attributions = new Attributions(grammar, events);
  }

  /** A sentence with what it says of every number in it. */
  private record Said(
      Sentence sentence, SentenceEvents events, Sources sources, @Nullable String asOf) {}

  @Override
  public List<Claim> read(
      String text, List<NumberMention> numbers, List<Entity> entities, @Nullable String published) {
    Places places = new Places(text, entities, grammar, verbs);
    List<Claim> claims = new ArrayList<>();
    Sentence sentence = Sentence.bounds(text, 0);
    Said said = null;
    Predicate previous = null;
    for (int i = 0; i < numbers.size(); i++) {
      NumberMention number = numbers.get(i);
      boolean count =
          number.getKind() == NumberKind.cardinal || number.getKind() == NumberKind.range;
      if (!count
          || number.getAttributive()
          || number.getField() != TextField.TEXT
          || isScore(text, number)) {
        continue;
      }
      while (number.getStart() >= sentence.end() && sentence.end() < text.length()) {
        sentence = Sentence.bounds(text, sentence.next());
      }
      if (said == null || said.sentence.start() != sentence.start()) {
        Sentence read = sentence.read();
        said = said(read, entities, asOf(read, numbers, i, published));
        previous = null;
      }
      Sentence s = said.sentence;
      int from = s.indexAt(start(number));
      int to = Math.max(from + 1, s.indexAt(end(number)));
      Predicate predicate = predications.of(said.events, from, to, previous);
      boolean told = predicate != null && (predicate.type() != null || number.getCounted() != null);
      if (number.getCounted() == null && !told) {
        continue;
      }
      previous = predicate == null ? previous : predicate;
      claims.add(
          new Claim(
              i,
              predicate == null ? null : predicate.lemma(),
              predicate == null ? null : predicate.type(),
              places.of(s.start(), s.end(), number),
              said.asOf,
              said.sources.of(from, to)));
    }
    return claims;
  }

  /** "a 3–1 loss" counts nothing. */
  private static boolean isScore(String text, NumberMention number) {
    int before = number.getStart() - 2;
    int after = number.getEnd() + 1;
    return before >= 0 && DASHES.indexOf(text.charAt(before + 1)) >= 0 && isDigit(text, before)
        || isDigit(text, after) && DASHES.indexOf(text.charAt(after - 1)) >= 0;
  }

  private static boolean isDigit(String text, int i) {
    return i < text.length() && Character.isDigit(text.charAt(i));
  }

  private Said said(Sentence sentence, List<Entity> entities, @Nullable String asOf) {
    int from = Places.first(entities, sentence.start());
    int to = Places.first(entities, sentence.end());
    List<Entity> names = entities.subList(from, to);
    return new Said(sentence, predications.in(sentence), attributions.read(sentence, names), asOf);
  }

  /** "as of May 3" says so; else a figure is of the day it is published. */
  private static @Nullable String asOf(
      Sentence s, List<NumberMention> numbers, int index, @Nullable String published) {
    int from = index;
    while (from > 0 && numbers.get(from - 1).getStart() >= s.start()) {
      from--;
    }
    for (int i = from; i < numbers.size(); i++) {
      NumberMention date = numbers.get(i);
      if (date.getField() != TextField.TEXT || date.getStart() >= s.end()) {
        break;
      }
      String timex = date.getTimex();
      boolean dated = date.getKind() == NumberKind.date || date.getKind() == NumberKind.time;
      int word = dated ? s.indexAt(date.getStart()) : 0;
      if (word > 1
          && timex != null
          && !timex.startsWith("X")
          && !timex.endsWith("REF")
          && s.phrase(word - 2, 2).equals("as of")) {
        return timex.substring(0, Math.min(DATE_LENGTH, timex.length()));
      }
    }
    return published == null
        ? null
        : published.substring(0, Math.min(DATE_LENGTH, published.length()));
  }

  /** With its comparator: "at least 12 people". */
  private static int start(NumberMention number) {
    return number.getCue() == null
        ? number.getStart()
        : Math.min(number.getStart(), number.getCue().getStart());
  }

  private static int end(NumberMention number) {
    int end = number.getCounted() == null ? number.getEnd() : number.getCounted().getEnd();
    return number.getCue() == null ? end : Math.max(end, number.getCue().getEnd());
  }
}

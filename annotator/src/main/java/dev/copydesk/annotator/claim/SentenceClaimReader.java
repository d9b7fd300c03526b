package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.Attribution;
import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.NumberKind;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Place;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a claim from each count of the body, out of the words and names of its own sentence. */
public final class SentenceClaimReader implements ClaimReader {
  private static final int LONGEST_PREDICATE = 3;
  private static final int DATE_LENGTH = 10;

  private final Predicates predicates = new Predicates();
  private final Attributions attributions = new Attributions();

  /** What a sentence says of every number in it. */
  private record Said(
      Sentence sentence, List<Event> events, List<Entity> names, Attribution attribution) {}

  /** A predicate and where its words start. */
  private record Event(Predicates.Predicate predicate, int at) {}

  @Override
  public List<Claim> read(
      String text, List<NumberMention> numbers, List<Entity> entities, @Nullable String published) {
    String asOf =
        published == null
            ? null
            : published.substring(0, Math.min(DATE_LENGTH, published.length()));
    List<Claim> claims = new ArrayList<>();
    Sentence sentence = Sentence.from(text, 0);
    Said said = null;
    for (int i = 0; i < numbers.size(); i++) {
      NumberMention number = numbers.get(i);
      boolean count =
          number.getKind() == NumberKind.cardinal || number.getKind() == NumberKind.range;
      if (!count || number.getField() != TextField.TEXT) {
        continue;
      }
      while (number.getStart() >= sentence.end() && sentence.end() < text.length()) {
        sentence = sentence.next(text);
      }
      said = said == null || said.sentence != sentence ? said(text, sentence, entities) : said;
      Predicates.Predicate predicate = nearest(said.events, number);
      if (number.getCounted() == null && predicate == null) {
        continue;
      }
      claims.add(
          new Claim(
              i,
              predicate == null ? null : predicate.lemma(),
              predicate == null ? null : predicate.type(),
              place(said.names, number),
              asOf,
              said.attribution));
    }
    return claims;
  }

  private Said said(String text, Sentence sentence, List<Entity> entities) {
    List<Event> events = new ArrayList<>();
    for (int k = 0; k < sentence.words().size(); k++) {
      for (int count = LONGEST_PREDICATE; count > 0; count--) {
        Predicates.Predicate found = predicates.find(sentence.phrase(k, count));
        if (found != null) {
          events.add(new Event(found, sentence.words().get(k).start()));
        }
      }
    }
    List<Entity> names = within(entities, sentence);
    return new Said(sentence, events, names, attributions.read(text, sentence, names));
  }

  /**
   * The predicate whose words are nearest to the number; those after it before those ahead of it.
   */
  private static Predicates.@Nullable Predicate nearest(List<Event> events, NumberMention number) {
    Predicates.Predicate best = null;
    int nearest = Integer.MAX_VALUE;
    for (Event event : events) {
      int distance =
          event.at >= number.getEnd()
              ? event.at - number.getEnd()
              : 2 * (number.getStart() - event.at);
      if (distance < nearest) {
        best = event.predicate;
        nearest = distance;
      }
    }
    return best;
  }

  private static @Nullable Place place(List<Entity> names, NumberMention number) {
    Place best = null;
    int nearest = Integer.MAX_VALUE;
    for (Entity entity : names) {
      int distance =
          Math.max(entity.getStart() - number.getEnd(), number.getStart() - entity.getEnd());
      if (entity.getType() == EntityType.LOCATION && distance < nearest) {
        best = new Place(entity.getText(), entity.getCountry());
        nearest = distance;
      }
    }
    return best;
  }

  /**
   * The names of the sentence, found by halving: the names stand in order of start, the body's
   * first.
   */
  private static List<Entity> within(List<Entity> entities, Sentence sentence) {
    int low = 0;
    int high = entities.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before =
          entities.get(middle).getField() == TextField.TEXT
              && entities.get(middle).getStart() < sentence.start();
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    int to = low;
    while (to < entities.size()
        && entities.get(to).getField() == TextField.TEXT
        && entities.get(to).getStart() < sentence.end()) {
      to++;
    }
    return entities.subList(low, to);
  }
}

package dev.copydesk.annotator.claim;

import dev.copydesk.annotator.claim.Grammar.Role;
import dev.copydesk.annotator.claim.Verbs.Verb;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Place;
import dev.copydesk.schema.v1.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where: the nearest place in the sentence, else the last one before it where something is
 * said to be ("in Peru"), else the last one named. A name that only says which ("the Geneva plan",
 * "US officials") is taken where there is no other.
 */
final class Places {

  private static final int LONGEST_WORD = 30;

  private final List<Entity> entities;
  private final Grammar grammar;
  private final Verbs verbs;

  /** Of each name whether it is a place where something can be. */
  private final boolean[] located;

  /** Of each name, the index of the last such place up to it; -1 for none. */
  private final int[] last;

  /** The same of places where something is said to be. */
  private final int[] lastSaid;

  /** Index of the first such place, else of the first name of a place, or -1. */
  private final int first;

  /**
   * @param entities in order of start, the body's first
   */
  Places(String text, List<Entity> entities, Grammar grammar, Verbs verbs) {
    this.entities = entities;
    this.grammar = grammar;
    this.verbs = verbs;
    located = new boolean[entities.size()];
    last = new int[entities.size()];
    lastSaid = new int[entities.size()];
    int latest = -1;
    int latestSaid = -1;
    int earliest = -1;
    int earliestName = -1;
    for (int i = 0; i < last.length; i++) {
      Entity entity = entities.get(i);
      boolean place = entity.getType() == EntityType.LOCATION;
      boolean ofBody = entity.getField() == TextField.TEXT;
      located[i] = place && !(ofBody && isModifier(text, entity.getEnd()));
      earliestName = earliestName < 0 && place ? i : earliestName;
      latest = located[i] ? i : latest;
      latestSaid = located[i] && ofBody && isSaid(text, entity.getStart()) ? i : latestSaid;
      earliest = earliest < 0 ? latest : earliest;
      last[i] = latest;
      lastSaid[i] = latestSaid;
    }
    first = earliest < 0 ? earliestName : earliest;
  }

  @Nullable Place of(int start, int end, NumberMention number) {
    int from = first(entities, start);
    int to = first(entities, end);
    Entity best = null;
    int nearest = Integer.MAX_VALUE;
    for (int i = from; i < to; i++) {
      Entity entity = entities.get(i);
      int distance =
          Math.max(entity.getStart() - number.getEnd(), number.getStart() - entity.getEnd());
      if (located[i] && distance < nearest) {
        best = entity;
        nearest = distance;
      }
    }
    best = best == null ? around(from, to) : best;
    return best == null ? null : new Place(best.getText(), best.getCountry());
  }

  /**
   * The last place said before, else the last one named, else a name of one in the sentence, else
   * the article's first one.
   */
  private @Nullable Entity around(int from, int to) {
    if (from > 0 && last[from - 1] >= 0) {
      int said = lastSaid[from - 1];
      return entities.get(said >= 0 ? said : last[from - 1]);
    }
    return entities.subList(from, to).stream()
        .filter(entity -> entity.getType() == EntityType.LOCATION)
        .findFirst()
        .orElseGet(() -> first < 0 ? null : entities.get(first));
  }

  /** Whether a preposition of place stands before, with a word between at most: "in the US". */
  private boolean isSaid(String text, int start) {
    int end = start - 1;
    for (int words = 0; words < 2 && end > 0 && text.charAt(end) == ' '; words++) {
      int from = end;
      while (from > 0
          && end - from < LONGEST_WORD
          && Character.isLowerCase(text.charAt(from - 1))) {
        from--;
      }
      if (grammar.is(Role.PLACE, text.substring(from, end))) {
        return true;
      }
      end = from - 1;
    }
    return false;
  }

  /** Whether a noun follows: in lower case, and neither a small word nor a verb. */
  private boolean isModifier(String text, int end) {
    int from = end + 1;
    if (from >= text.length() || text.charAt(end) != ' ') {
      return false;
    }
    int to = from;
    while (to < text.length()
        && to - from < LONGEST_WORD
        && Character.isLowerCase(text.charAt(to))) {
      to++;
    }
    String word = text.substring(from, to);
    return to > from
        && !isVerb(word)
        && !word.endsWith("ly")
        && !grammar.is(Role.AFTER_PLACE, word)
        && !grammar.isSmall(word);
  }

  /** A place is one: its verb ends in -s, and "plan" after it is a noun. */
  private boolean isVerb(String word) {
    Verb verb = verbs.find(word);
    return verb == null ? Verbs.lemma(word) != null : !(verb.noun() && word.equals(verb.lemma()));
  }

  /** The first name of the body that starts at an offset or after it, found by halving. */
  static int first(List<Entity> entities, int offset) {
    int low = 0;
    int high = entities.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before =
          entities.get(middle).getField() == TextField.TEXT
              && entities.get(middle).getStart() < offset;
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }
}

package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.NumberMention;
import dev.copydesk.schema.v1.Place;
import dev.copydesk.schema.v1.TextField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells where: the nearest place in the sentence, else the last one named before it. */
final class Places {
  private final List<Entity> entities;

  /** Of each name, the index of the last place up to it; -1 for none. */
  private final int[] lastPlace;

  /** Index of the first place, or -1. */
  private final int firstPlace;

  /**
   * @param entities in order of start, the body's first
   */
  Places(List<Entity> entities) {
    this.entities = entities;
    lastPlace = new int[entities.size()];
    int last = -1;
    int first = -1;
    for (int i = 0; i < lastPlace.length; i++) {
      last = entities.get(i).getType() == EntityType.LOCATION ? i : last;
      first = first < 0 ? last : first;
      lastPlace[i] = last;
    }
    firstPlace = first;
  }

  @Nullable Place of(int start, int end, NumberMention number) {
    int from = first(entities, start);
    int to = first(entities, end);
    Entity best = null;
    int nearest = Integer.MAX_VALUE;
    for (Entity entity : entities.subList(from, to)) {
      int distance =
          Math.max(entity.getStart() - number.getEnd(), number.getStart() - entity.getEnd());
      if (entity.getType() == EntityType.LOCATION && distance < nearest) {
        best = entity;
        nearest = distance;
      }
    }
    best = best == null ? around(from) : best;
    return best == null ? null : new Place(best.getText(), best.getCountry());
  }

  /** The article's place: the last one before, else its first one. */
  private @Nullable Entity around(int index) {
    int place = index > 0 && lastPlace[index - 1] >= 0 ? lastPlace[index - 1] : firstPlace;
    return place < 0 ? null : entities.get(place);
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

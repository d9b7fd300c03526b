package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an article agree with itself: one type a form, and the fullest form of each name. */
final class Names {
  private Names() {}

  static List<Entity> resolve(List<Mention> mentions, String text, String headline) {
    Map<String, EntityType> types = new HashMap<>();
    Map<String, Map<EntityType, Integer>> votes = new HashMap<>();
    Map<String, String> fullest = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Mention mention : mentions) {
      String form = form(mention, text, headline);
      if (mention.sure()) {
        types.putIfAbsent(form, mention.type());
      }
      if (!mention.sure() && mention.type() != EntityType.OTHER) {
        votes
            .computeIfAbsent(form, _ -> new EnumMap<>(EntityType.class))
            .merge(mention.type(), 1, Integer::sum);
      }
      int last = Math.max(form.lastIndexOf(' '), form.lastIndexOf('-'));
      if (mention.type() == EntityType.PERSON && last > 0) {
        String known = fullest.putIfAbsent(form.substring(last + 1), form);
        if (known != null && !known.endsWith(form) && !form.endsWith(known)) {
          ambiguous.add(form.substring(last + 1));
        }
      }
    }
    List<Entity> entities = new ArrayList<>(mentions.size());
    for (Mention mention : mentions) {
      String form = form(mention, text, headline);
      boolean surname =
          !(mention.sure() && mention.type() != EntityType.PERSON) && fullest.containsKey(form);
      EntityType usual = types.get(form);
      if (usual == null) {
        usual = votes.containsKey(form) ? elected(votes.get(form)) : mention.type();
      }
      EntityType type = surname ? EntityType.PERSON : mention.sure() ? mention.type() : usual;
      if (type == EntityType.OTHER) { // a capital that only opens a sentence
        continue;
      }
      boolean full = surname && !ambiguous.contains(form);
      String source = mention.field() == TextField.TEXT ? text : headline;
      entities.add(
          new Entity(
              mention.field(),
              mention.start(),
              mention.end(),
              source.substring(mention.start(), mention.end()),
              type,
              full ? fullest.get(form) : form,
              mention.country()));
    }
    return entities;
  }

  /** The type that a form was given most often; of as many the one that the schema lists first. */
  private static EntityType elected(Map<EntityType, Integer> votes) {
    return votes.entrySet().stream()
        .max(
            Map.Entry.<EntityType, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .orElseThrow()
        .getKey();
  }

  private static String form(Mention mention, String text, String headline) {
    String source = mention.field() == TextField.TEXT ? text : headline;
    return String.join(" ", source.substring(mention.start(), mention.end()).split("\\s+"));
  }
}

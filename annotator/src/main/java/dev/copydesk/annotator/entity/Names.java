package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.ArrayList;
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
    Map<String, EntityType> guesses = new HashMap<>();
    Map<String, String> fullest = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (Mention mention : mentions) {
      String form = form(mention, text, headline);
      if (mention.sure()) {
        types.putIfAbsent(form, mention.type());
      }
      if (!mention.sure() && mention.type() != EntityType.OTHER) {
        guesses.merge(form, mention.type(), (a, b) -> a == EntityType.PERSON ? a : b);
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
      EntityType usual = types.getOrDefault(form, guesses.getOrDefault(form, mention.type()));
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

  private static String form(Mention mention, String text, String headline) {
    String source = mention.field() == TextField.TEXT ? text : headline;
    return String.join(" ", source.substring(mention.start(), mention.end()).split("\\s+"));
  }
}

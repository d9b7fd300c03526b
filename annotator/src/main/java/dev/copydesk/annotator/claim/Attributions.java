package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.Attribution;
import dev.copydesk.schema.v1.AttributionType;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who says what a sentence says: "according to X", "X said", "officials say". */
final class Attributions {
  private final Set<String> speech = new HashSet<>();
  private final Set<String> unnamed = new HashSet<>();

  Attributions() {
    for (List<String> row : Rows.of("attributions.tsv")) {
      Set<String> words =
          switch (row.get(0)) {
            case "SPEECH" -> speech;
            case "UNNAMED" -> unnamed;
            default -> throw new IllegalStateException("attributions.tsv: " + row.get(0));
          };
      words.addAll(List.of(row.get(1).split("\\|")));
    }
  }

  Attribution read(String text, Sentence sentence, List<Entity> entities) {
    List<Sentence.Word> words = sentence.words();
    for (int i = 0; i < words.size(); i++) {
      if (sentence.phrase(i, 2).equals("according to") && i + 2 < words.size()) {
        return source(text, sentence, entities, words.get(i + 2).start());
      }
    }
    for (int i = 1; i < words.size(); i++) {
      if (speech.contains(words.get(i).lower())) {
        Entity named = speaker(entities, words.get(i).start(), sentence);
        if (named != null) {
          return new Attribution(named.getText(), AttributionType.NAMED);
        }
        Sentence.Word subject = words.get(i - 1);
        if (unnamed.contains(subject.lower())) {
          return anonymous(text, sentence, entities, subject);
        }
      }
    }
    return new Attribution("", AttributionType.WRITER);
  }

  /** The source that starts at an offset: a name there, or the words up to the next mark. */
  private static Attribution source(
      String text, Sentence sentence, List<Entity> entities, int start) {
    int end = start;
    while (end < sentence.end() && ",;\"”)".indexOf(text.charAt(end)) < 0 && end - start < 120) {
      end++;
    }
    String source = text.substring(start, end).strip();
    boolean named =
        entities.stream()
            .anyMatch(e -> inText(e) && e.getStart() >= start && e.getStart() - start <= 4);
    return source.isEmpty()
        ? new Attribution("", AttributionType.WRITER)
        : new Attribution(source, named ? AttributionType.NAMED : AttributionType.ANONYMOUS);
  }

  private static Attribution anonymous(
      String text, Sentence sentence, List<Entity> entities, Sentence.Word subject) {
    int start = subject.start();
    for (Entity entity : entities) {
      if (inText(entity) && entity.getStart() >= sentence.start() && entity.getEnd() == start - 1) {
        start = entity.getStart();
      }
    }
    return new Attribution(text.substring(start, subject.end()), AttributionType.ANONYMOUS);
  }

  /** The person or organisation whose name ends right before the verb of speech. */
  private static @Nullable Entity speaker(List<Entity> entities, int verb, Sentence sentence) {
    for (Entity entity : entities) {
      boolean speaks =
          entity.getType() == EntityType.PERSON || entity.getType() == EntityType.ORGANIZATION;
      if (speaks
          && inText(entity)
          && entity.getStart() >= sentence.start()
          && verb - entity.getEnd() >= 0
          && verb - entity.getEnd() <= 2) {
        return entity;
      }
    }
    return null;
  }

  private static boolean inText(Entity entity) {
    return entity.getField() == TextField.TEXT;
  }
}

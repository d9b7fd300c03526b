package dev.copydesk.annotator.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.annotator.entity.Gazetteer.Known;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many of the names that the writers of news items linked to an article of their own are found
 * whole by the whole tagger, among items that its model was not taught.
 */
final class LinkedNames {
  private static final int ITEMS = 500;
  private static final int SHOWN = 25;

  private LinkedNames() {}

  /**
   * @param held ids of texts that were not taught, as {@link TrainingText} numbers them
   */
  static void measure(Path folder, NameModel model, Set<String> held) throws IOException {
    EntityTagger tagger = new EnglishEntityTagger(model);
    Gazetteer gazetteer = new Gazetteer();
    List<String> lines = Files.readAllLines(folder.resolve("current-events/items.jsonl"));
    ObjectMapper json = new ObjectMapper();
    Map<String, Integer> missed = new HashMap<>();
    int number = 0;
    int items = 0;
    int whole = 0;
    int touched = 0;
    int links = 0;
    for (String line : lines) {
      JsonNode item = json.readTree(line);
      String text = item.path("text").asText("");
      if (text.isBlank() || !held.contains("event-" + number++) || items++ >= ITEMS) {
        continue;
      }
      List<Entity> found = tagger.tag(null, text);
      for (JsonNode link : item.path("links")) {
        int start = link.path("start").asInt();
        int end = link.path("end").asInt();
        String name = text.substring(start, end);
        if (!isName(name, found, start, end, gazetteer)) {
          continue;
        }
        links++;
        touched += found.stream().anyMatch(e -> e.getStart() < end && start < e.getEnd()) ? 1 : 0;
        if (found.stream().anyMatch(e -> e.getStart() == start && e.getEnd() == end)) {
          whole++;
        } else {
          missed.merge(name, 1, Integer::sum);
        }
      }
    }
    System.out.printf(
        "%d linked names in %d items: %.1f %% found whole, %.1f %% at least in part%n",
        links, Math.min(items, ITEMS), 100.0 * whole / links, 100.0 * touched / links);
    System.out.println(
        missed.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(SHOWN)
            .map(miss -> miss.getKey() + " " + miss.getValue())
            .collect(Collectors.joining("; ")));
  }

  /** Links go to peoples, events and common things as well, which are not asked for here. */
  private static boolean isName(
      String name, List<Entity> found, int start, int end, Gazetteer gazetteer) {
    Known known = gazetteer.find(name);
    boolean people = known != null && known.type() == EntityType.NORP;
    boolean event =
        found.stream()
            .anyMatch(
                e ->
                    e.getStart() < end
                        && start < e.getEnd()
                        && (e.getType() == EntityType.EVENT || e.getType() == EntityType.NORP));
    String last = name.substring(name.lastIndexOf(' ') + 1);
    return !people
        && !event
        && Character.isUpperCase(name.charAt(0))
        && Character.isUpperCase(last.charAt(0));
  }
}

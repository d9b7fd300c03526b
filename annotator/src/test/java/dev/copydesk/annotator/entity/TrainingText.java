package dev.copydesk.annotator.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.v1.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text to learn names from.
 *
 * @param gold its names by people, or null where a teacher is to say
 */
record TrainingText(String id, String text, @Nullable List<Span> gold) {
  private static final Map<String, EntityType> TYPES =
      Map.of("PER", EntityType.PERSON, "ORG", EntityType.ORGANIZATION, "LOC", EntityType.LOCATION);
  private static final String CLOSING = ".,:;!?)]}%'’”n't";
  private static final String OPENING = "([{$€£“";

  /** A name, in characters. */
  record Span(int start, int end, EntityType type) {}

  /**
   * News items of current-events/items.jsonl, bodies of pages/pages.jsonl, and texts of
   * entities/gum_open.iob, whose labels are left out: they name a university a place.
   */
  static List<TrainingText> untaught(Path folder) throws IOException {
    List<TrainingText> texts = new ArrayList<>();
    read(texts, folder.resolve("current-events/items.jsonl"), "text", "event");
    read(texts, folder.resolve("pages/pages.jsonl"), "body", "page");
    for (TrainingText gum : gold(folder.resolve("entities/gum_open.iob"), "gum")) {
      texts.add(new TrainingText(gum.id(), gum.text(), null));
    }
    return texts;
  }

  /** Texts with names by people: English EWT. */
  static List<TrainingText> gold(Path folder) throws IOException {
    return gold(folder.resolve("entities/uner_ewt_devtest.iob"), "uner");
  }

  private static List<TrainingText> gold(Path file, String kind) throws IOException {
    List<TrainingText> texts = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int from = 0;
    for (int i = 1; i <= lines.size(); i++) {
      if (i == lines.size() || lines.get(i).startsWith("-DOCSTART-")) {
        texts.add(join(kind + "-" + texts.size(), lines.subList(from + 1, i)));
        from = i;
      }
    }
    return texts;
  }

  private static void read(List<TrainingText> texts, Path file, String field, String kind)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    try (Stream<String> lines = Files.lines(file)) {
      for (String line : lines.toList()) {
        JsonNode item = json.readTree(line);
        String text = item.path(field).asText("");
        if (!text.isBlank()) {
          texts.add(new TrainingText(kind + "-" + texts.size(), text, null));
        }
      }
    }
  }

  /** Puts words together again as they are written; an empty line is the end of a sentence. */
  private static TrainingText join(String id, List<String> lines) {
    StringBuilder text = new StringBuilder();
    List<Span> gold = new ArrayList<>();
    int open = -1;
    EntityType type = EntityType.OTHER;
    int end = 0;
    boolean glue = true;
    for (String line : lines) {
      String[] cells = line.split("\t");
      String tag = cells.length > 1 ? cells[1] : "O";
      if (open >= 0 && !tag.startsWith("I-")) {
        gold.add(new Span(open, end, type));
        open = -1;
      }
      if (cells[0].isEmpty()) {
        boolean stop = !text.isEmpty() && ".!?”\"'".indexOf(text.charAt(text.length() - 1)) >= 0;
        text.append(text.isEmpty() ? "" : stop ? " " : "\n\n");
        glue = true;
        continue;
      }
      boolean hyphen = cells[0].equals("-") || cells[0].equals("–") || cells[0].equals("/");
      if (!glue && !hyphen && !CLOSING.contains(cells[0]) && !cells[0].startsWith("'")) {
        text.append(' ');
      }
      if (tag.startsWith("B-") && TYPES.containsKey(tag.substring(2))) {
        open = text.length();
        type = TYPES.get(tag.substring(2));
      }
      text.append(cells[0]);
      end = text.length();
      glue = hyphen || OPENING.contains(cells[0]);
    }
    if (open >= 0) {
      gold.add(new Span(open, end, type));
    }
    return new TrainingText(id, text.toString(), gold);
  }
}

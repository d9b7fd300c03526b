package dev.copydesk.entity.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.schema.v1.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model's outputs mean, by {@code id2label} of its config.json. */
record Labels(List<Labels.Label> all) {
  private static final Map<String, EntityType> TYPES =
      Map.ofEntries(
          Map.entry("PER", EntityType.PERSON),
          Map.entry("PERSON", EntityType.PERSON),
          Map.entry("ORG", EntityType.ORGANIZATION),
          Map.entry("ORGANIZATION", EntityType.ORGANIZATION),
          Map.entry("ORGANISATION", EntityType.ORGANIZATION),
          Map.entry("LOC", EntityType.LOCATION),
          Map.entry("LOCATION", EntityType.LOCATION),
          Map.entry("GPE", EntityType.LOCATION),
          Map.entry("FAC", EntityType.LOCATION));

  /**
   * One label.
   *
   * @param type null where it names nothing that counts here
   * @param opens whether a name starts here even if one of its type goes before
   */
  record Label(@Nullable EntityType type, boolean opens) {
    private static Label of(String label) {
      String name = label.toUpperCase(Locale.ROOT);
      boolean marked = name.length() > 2 && (name.charAt(1) == '-' || name.charAt(1) == '_');
      char mark = marked ? name.charAt(0) : 'I';
      return new Label(TYPES.get(marked ? name.substring(2) : name), "BSU".indexOf(mark) >= 0);
    }
  }

  /**
   * @throws IllegalArgumentException if it is no map from 0, 1, 2 … to labels, or none of them is
   *     of a person, an organisation or a place
   */
  static Labels of(JsonNode id2label) {
    List<Label> labels = new ArrayList<>();
    for (int id = 0; id < id2label.size(); id++) {
      JsonNode label = id2label.get(Integer.toString(id));
      if (label == null || !label.isTextual()) {
        throw new IllegalArgumentException("id2label of config.json has no label " + id);
      }
      labels.add(Label.of(label.asText()));
    }
    if (labels.stream().allMatch(label -> label.type() == null)) {
      throw new IllegalArgumentException(
          "id2label of config.json has no label such as B-PER, I-ORG or LOC");
    }
    return new Labels(labels);
  }

  /** The label of the highest score. */
  Label best(float[] scores) {
    int best = 0;
    for (int id = 1; id < Math.min(scores.length, all.size()); id++) {
      best = scores[id] > scores[best] ? id : best;
    }
    return all.get(best);
  }
}

package dev.copydesk.entity.corenlp;

import dev.copydesk.annotator.entity.FoundName;
import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.schema.v1.EntityType;
import edu.stanford.nlp.ie.NERClassifierCombiner;
import edu.stanford.nlp.util.Triple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names by CoreNLP's models; its tokens, its sentences. */
final class CoreNlpFinder implements NameFinder {
  private static final Map<String, EntityType> TYPES =
      Map.of(
          "PERSON", EntityType.PERSON,
          "ORGANIZATION", EntityType.ORGANIZATION,
          "LOCATION", EntityType.LOCATION);

  private final NERClassifierCombiner models;

  CoreNlpFinder(NERClassifierCombiner models) {
    this.models = models;
  }

  @Override
  public List<FoundName> names(String paragraph) {
    List<FoundName> names = new ArrayList<>();
    for (Triple<String, Integer, Integer> name : models.classifyToCharacterOffsets(paragraph)) {
      EntityType type = TYPES.get(name.first());
      if (type != null) {
        names.add(new FoundName(name.second(), name.third(), type));
      }
    }
    return names;
  }
}

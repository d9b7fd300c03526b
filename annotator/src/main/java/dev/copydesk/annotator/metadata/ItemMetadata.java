package dev.copydesk.annotator.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a ninjs item. */
final class ItemMetadata {
  private static final String ORIGIN = "SOURCE";

  private ItemMetadata() {}

  static void read(JsonNode item, Draft draft) {
    draft.headline(text(item, "headline"));
    draft.headline(text(item, "title"));
    draft.description(text(item, "description_text"));
    draft.byline(text(item, "byline"));
    draft.agency(text(item, "source"));
    draft.publisher(text(item, "provider"));
    draft.url(text(item, "url"));
    draft.url(text(item, "uri"));
    draft.language(text(item, "language"));
    draft.published(text(item, "firstcreated"), ORIGIN);
    draft.published(text(item, "versioncreated"), ORIGIN);
    draft.updated(text(item, "versioncreated"), ORIGIN);
    item.path("keywords").forEach(word -> draft.keyword(word.asText()));
    for (JsonNode subject : item.path("subject")) {
      draft.keyword(text(subject, "name"));
    }
    for (JsonNode genre : item.path("genre")) {
      draft.section(text(genre, "name"));
    }
    for (JsonNode association : item.path("associations")) {
      for (JsonNode rendition : association.path("renditions")) {
        draft.image(text(rendition, "href"), text(association, "headline"));
      }
    }
    draft.wire(
        new Metadata.Wire(
            text(item, "slugline"),
            item.path("urgency").canConvertToInt() ? item.path("urgency").asInt() : null,
            text(item, "ednote"),
            text(item, "usageterms")));
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() && !value.asText().isBlank() ? value.asText().strip() : null;
  }
}

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
      picture(association, draft);
    }
    draft.wire(
        new Metadata.Wire(
            text(item, "slugline"),
            item.path("urgency").canConvertToInt() ? item.path("urgency").asInt() : null,
            text(item, "ednote"),
            text(item, "usageterms")));
  }

  /** Of a picture's renditions the widest. */
  private static void picture(JsonNode association, Draft draft) {
    String type = text(association, "type");
    if (type != null && !type.equals("picture") && !type.equals("graphic")) {
      return;
    }
    JsonNode widest = null;
    for (JsonNode rendition : association.path("renditions")) {
      int width = rendition.path("width").asInt();
      if (widest == null || width > widest.path("width").asInt()) {
        widest = rendition;
      }
    }
    String caption = text(association, "description_text");
    if (widest != null) {
      draft.image(text(widest, "href"), caption == null ? text(association, "headline") : caption);
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() && !value.asText().isBlank() ? value.asText().strip() : null;
  }
}

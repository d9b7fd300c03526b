package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives ninjs items of all versions the names of version 1: version 2 has headlines, descriptions
 * and bodies in arrays of roles, version 3 names in camel case.
 */
final class Ninjs {

  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("by", "byline"),
          Map.entry("firstCreated", "firstcreated"),
          Map.entry("versionCreated", "versioncreated"),
          Map.entry("pubStatus", "pubstatus"),
          Map.entry("usageTerms", "usageterms"),
          Map.entry("edNote", "ednote"),
          Map.entry("subjects", "subject"),
          Map.entry("genres", "genre"));

  /** Bodies that are not the story but stand for it. */
  private static final Set<String> SHORT_FORMS =
      Set.of("abstract", "summary", "teaser", "caption", "excerpt");

  private Ninjs() {}

  /** The item, changed in place. */
  static JsonNode inVersionOne(JsonNode item) {
    if (!(item instanceof ObjectNode fields)) {
      return item;
    }
    RENAMED.forEach(
        (later, first) -> {
          if (!fields.has(first) && fields.has(later)) {
            fields.set(first, fields.get(later));
          }
        });
    put(fields, "headline", value(main(item.path("headlines"))));
    put(fields, "description_text", value(main(item.path("descriptions"))));
    if (!fields.has("body_text") && !fields.has("body_html") && !fields.has("body_xhtml")) {
      body(fields, item.path("bodies"));
    }
    item.path("associations").forEach(Ninjs::inVersionOne);
    return item;
  }

  private static void body(ObjectNode fields, JsonNode bodies) {
    List<JsonNode> whole = new ArrayList<>();
    bodies.forEach(
        body -> {
          if (!SHORT_FORMS.contains(text(body, "role").toLowerCase(Locale.ROOT))) {
            whole.add(body);
          }
        });
    JsonNode html = whole.stream().filter(Ninjs::isHtml).findFirst().orElse(null);
    if (html != null) {
      put(fields, "body_html", value(html));
    } else if (!whole.isEmpty()) {
      put(fields, "body_text", value(whole.getFirst()));
    }
  }

  private static boolean isHtml(JsonNode body) {
    return (text(body, "contentType") + text(body, "contenttype")).contains("html");
  }

  /** The entry whose role is main, else the first. */
  private static @Nullable JsonNode main(JsonNode entries) {
    JsonNode first = null;
    for (JsonNode entry : entries) {
      if (text(entry, "role").equalsIgnoreCase("main")) {
        return entry;
      }
      first = first == null ? entry : first;
    }
    return first;
  }

  private static @Nullable String value(@Nullable JsonNode entry) {
    return entry == null ? null : text(entry, "value");
  }

  private static void put(ObjectNode fields, String name, @Nullable String value) {
    if (!fields.has(name) && value != null && !value.isBlank()) {
      fields.put(name, value);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).isTextual() ? node.path(field).asText() : "";
  }
}

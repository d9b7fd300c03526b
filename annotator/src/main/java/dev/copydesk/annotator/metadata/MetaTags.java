package dev.copydesk.annotator.metadata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The meta tags of a page, read in one pass; case of names does not count. */
final class MetaTags {
  private final Map<String, List<String>> named = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();

  MetaTags(Document document) {
    for (Element meta : document.getElementsByTag("meta")) {
      String content = meta.attr("content").strip();
      String property = lower(meta.attr("property"));
      String name = lower(meta.attr("name"));
      named.computeIfAbsent(property, _ -> new ArrayList<>()).add(content);
      if (!name.equals(property)) {
        named.computeIfAbsent(name, _ -> new ArrayList<>()).add(content);
      }
      properties.putIfAbsent(lower(meta.attr("itemprop")), content);
    }
  }

  /** What the first tag of that property or name says, else of that itemprop; null for nothing. */
  @Nullable String first(String name) {
    String key = lower(name);
    List<String> said = named.getOrDefault(key, List.of());
    String value = said.isEmpty() ? "" : said.getFirst();
    value = value.isEmpty() ? properties.getOrDefault(key, "") : value;
    return value.isEmpty() ? null : value;
  }

  /** What all tags of that property or name say. */
  List<String> all(String name) {
    return named.getOrDefault(lower(name), List.of());
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}

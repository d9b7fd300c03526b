package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What an XML item says, put into the names of ninjs, so that all structured items are read alike.
 * Elements are found by their local names, whatever prefix a file gives them.
 */
final class XmlItem {

  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

  ObjectNode fields() {
    return fields;
  }

  /** The first that says something is believed. */
  void put(String name, @Nullable String value) {
    if (value != null && !value.isBlank() && !fields.has(name)) {
      fields.put(name, value.strip());
    }
  }

  void keyword(@Nullable String value) {
    if (value != null && !value.isBlank()) {
      fields.withArray("keywords").add(value.strip());
    }
  }

  /** A picture is kept as a reference. */
  void image(@Nullable String address, @Nullable String caption) {
    if (address != null) {
      ObjectNode picture = fields.withArray("associations").addObject();
      picture.put("headline", caption);
      picture.withArray("renditions").addObject().put("href", address);
    }
  }

  /** White space collapsed; null where there is none of that name, or it is blank. */
  static @Nullable String text(@Nullable Element from, String... names) {
    Element element = child(from, names);
    String text = element == null ? "" : Whitespace.collapse(element.wholeText());
    return text.isEmpty() ? null : text;
  }

  static @Nullable String attribute(@Nullable Element element, String name) {
    return element == null || element.attr(name).isBlank() ? null : element.attr(name).strip();
  }

  /** The first descendant that the names lead to, a child each. */
  static @Nullable Element child(@Nullable Element from, String... names) {
    Element at = from;
    for (String name : names) {
      List<Element> found = children(at, name);
      if (found.isEmpty()) {
        return null;
      }
      // An extension may have an element of the same name, with a prefix.
      at =
          found.stream().filter(e -> e.tagName().equals(name)).findFirst().orElse(found.getFirst());
    }
    return at;
  }

  static List<Element> children(@Nullable Element from, String name) {
    return from == null
        ? List.of()
        : from.children().stream().filter(child -> localName(child).equals(name)).toList();
  }

  static String localName(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1);
  }
}

package dev.copydesk.ingest.format;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Small steps in XML. Elements are found by their local names, whatever prefix a file gives. */
final class Xml {

  private Xml() {}

  /** The root of an element that was copied. */
  static Element root(String xml) {
    Document document = Jsoup.parse(xml, "", Parser.xmlParser());
    return document.children().isEmpty() ? document : document.child(0);
  }

  /** Text of the first descendant that the names lead to, a child each; null where it is blank. */
  static @Nullable String text(Element from, String... names) {
    Element element = child(from, names);
    String text = element == null ? "" : element.wholeText().strip();
    return text.isEmpty() ? null : text;
  }

  /** The value of an attribute, or null where it is missing or blank. */
  static @Nullable String attribute(@Nullable Element element, String name) {
    String value = element == null ? "" : element.attr(name).strip();
    return value.isEmpty() ? null : value;
  }

  /** The first descendant that the names lead to, a child each. */
  static @Nullable Element child(Element from, String... names) {
    Element at = from;
    for (String name : names) {
      List<Element> found =
          at.children().stream().filter(child -> localName(child).equals(name)).toList();
      if (found.isEmpty()) {
        return null;
      }
      // An extension may have an element of the same name, with a prefix.
      at =
          found.stream().filter(e -> e.tagName().equals(name)).findFirst().orElse(found.getFirst());
    }
    return at;
  }

  static String localName(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }

  /** What HTML means by a name that XML does not know; feeds write {@code &nbsp;} undeclared. */
  static String htmlEntity(String name) {
    String text = Entities.getByName(name);
    if (text.isEmpty()) {
      throw new XmlItems.ForbiddenXmlException();
    }
    return text;
  }
}

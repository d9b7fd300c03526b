package dev.copydesk.ingest.format.xml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Small steps in XML. Elements are found by their local names, whatever prefix a file gives. */
public final class Xml {

  private Xml() {}

  /** The root of an element in UTF-8. */
  public static Element root(byte[] xml) {
    String text = new String(xml, StandardCharsets.UTF_8);
    Document document = Jsoup.parse(text, "", Parser.xmlParser());
    return document.children().isEmpty() ? document : document.child(0);
  }

  /** Text of the first descendant that the names lead to, a child each; null where it is blank. */
  public static @Nullable String text(Element from, String... names) {
    Element element = child(from, names);
    String text = element == null ? "" : element.wholeText().strip();
    return text.isEmpty() ? null : text;
  }

  /** The value of an attribute, or null where it is missing or blank. */
  public static @Nullable String attribute(@Nullable Element element, String name) {
    String value = element == null ? "" : element.attr(name).strip();
    return value.isEmpty() ? null : value;
  }

  /** The first descendant that the names lead to, a child each. */
  public static @Nullable Element child(Element from, String... names) {
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

  public static String localName(Element element) {
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

  /** What HTML means by the name of an entity; empty where it means nothing. */
  static String htmlEntity(String name) {
    return Entities.getByName(name);
  }
}

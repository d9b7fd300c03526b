package dev.copydesk.annotator.page;

import org.jsoup.nodes.Element;

/** Turns the text elements of XML formats into those of HTML, prefixes left out. */
final class Inline {

  private Inline() {}

  /** What lies in an element, as HTML. */
  static String html(Element from) {
    Element copy = from.clone();
    for (Element element : copy.getAllElements()) {
      if (element == copy) {
        continue;
      }
      switch (XmlItem.localName(element)) {
        case "hl1", "hl2" -> element.tagName("h2");
        case "block" -> element.tagName("div");
        case "media", "body.end", "head", "tagline" -> element.remove();
        case "html", "body" -> element.tagName("div");
        default -> element.tagName(XmlItem.localName(element));
      }
    }
    return copy.html();
  }
}

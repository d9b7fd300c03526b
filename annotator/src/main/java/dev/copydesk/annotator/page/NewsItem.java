package dev.copydesk.annotator.page;

import static dev.copydesk.annotator.page.XmlItem.attribute;
import static dev.copydesk.annotator.page.XmlItem.child;
import static dev.copydesk.annotator.page.XmlItem.children;
import static dev.copydesk.annotator.page.XmlItem.text;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads a text item of NewsML-G2 (IPTC): inline XHTML or NITF, else inline text. */
final class NewsItem {

  private NewsItem() {}

  static JsonNode read(Element item) {
    XmlItem out = new XmlItem();
    Element about = child(item, "contentMeta");
    Element itself = child(item, "itemMeta");
    out.put("headline", text(about, "headline"));
    out.put("headline", text(itself, "title"));
    out.put("description_text", text(about, "description"));
    out.put("byline", text(about, "by"));
    children(about, "creator").forEach(creator -> out.put("byline", name(creator)));
    out.put("source", text(about, "creditline"));
    out.put("provider", name(child(itself, "provider")));
    children(itself, "link").forEach(link -> out.put("url", alternate(link)));
    out.put("uri", attribute(item, "guid"));
    out.put("language", attribute(child(about, "language"), "tag"));
    out.put("language", attribute(item, "xml:lang"));
    out.put("firstcreated", text(itself, "firstCreated"));
    out.put("firstcreated", text(about, "contentCreated"));
    out.put("versioncreated", text(itself, "versionCreated"));
    children(about, "keyword").forEach(keyword -> out.keyword(text(keyword)));
    children(about, "subject").forEach(subject -> out.keyword(text(subject, "name")));
    String urgency = text(about, "urgency");
    if (urgency != null && urgency.length() == 1 && Character.isDigit(urgency.charAt(0))) {
      out.fields().put("urgency", urgency.charAt(0) - '0');
    }
    out.put("slugline", text(about, "slugline"));
    out.put("ednote", text(itself, "edNote"));
    out.put("usageterms", text(item, "rightsInfo", "usageTerms"));
    children(about, "icon").forEach(icon -> out.image(attribute(icon, "href"), null));
    for (Element content : children(item, "contentSet")) {
      children(content, "inlineXML").forEach(inline -> body(inline, out));
      children(content, "inlineData").forEach(inline -> data(inline, out));
      for (Element picture : children(content, "remoteContent")) {
        if (picture.attr("contenttype").startsWith("image/")) {
          out.image(attribute(picture, "href"), null);
        }
      }
    }
    return out.fields();
  }

  private static void body(Element inline, XmlItem out) {
    Element nitf = child(inline, "nitf", "body", "body.content");
    Element html = child(inline, "html", "body");
    Element content = nitf == null ? html : nitf;
    out.put("body_html", Inline.html(content == null ? inline : content));
  }

  private static void data(Element inline, XmlItem out) {
    boolean isHtml = inline.attr("contenttype").contains("html");
    out.put(isHtml ? "body_html" : "body_text", inline.wholeText());
  }

  /** A party's name where it gives one, else the literal that stands for it. */
  private static @Nullable String name(@Nullable Element party) {
    String name = text(party, "name");
    return name == null ? attribute(party, "literal") : name;
  }

  private static @Nullable String alternate(Element link) {
    String relation = link.attr("rel");
    return relation.endsWith("alternate") || relation.endsWith("sameAs")
        ? attribute(link, "href")
        : null;
  }
}

package dev.copydesk.annotator.page;

import static dev.copydesk.annotator.page.XmlItem.attribute;
import static dev.copydesk.annotator.page.XmlItem.child;
import static dev.copydesk.annotator.page.XmlItem.children;
import static dev.copydesk.annotator.page.XmlItem.text;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads an article of NITF 3 (IPTC). */
final class NitfItem {

  private NitfItem() {}

  static JsonNode read(Element nitf) {
    XmlItem out = new XmlItem();
    Element about = child(nitf, "head", "docdata");
    Element top = child(nitf, "body", "body.head");
    Element content = child(nitf, "body", "body.content");
    out.put("headline", text(top, "hedline", "hl1"));
    out.put("headline", text(nitf, "head", "title"));
    out.put("description_text", text(top, "abstract"));
    for (Element byline : children(top, "byline")) {
      Element person = child(byline, "person");
      out.put("byline", person == null ? text(byline) : text(person));
    }
    out.put("source", text(top, "distributor"));
    out.put("provider", attribute(child(about, "doc.copyright"), "holder"));
    out.put("uri", attribute(child(about, "doc-id"), "id-string"));
    out.put("language", attribute(nitf, "xml:lang"));
    String story = date(child(top, "dateline", "story.date"));
    String issue = date(child(about, "date.issue"));
    out.put("firstcreated", story == null ? issue : story);
    out.put("versioncreated", issue);
    for (Element list : children(about, "key-list")) {
      children(list, "keyword").forEach(keyword -> out.keyword(attribute(keyword, "key")));
    }
    String urgency = attribute(child(about, "urgency"), "ed-urg");
    if (urgency != null && urgency.length() == 1 && Character.isDigit(urgency.charAt(0))) {
      out.fields().put("urgency", urgency.charAt(0) - '0');
    }
    out.put("slugline", attribute(child(about, "fixture"), "fix-id"));
    out.put("ednote", attribute(child(about, "ed-msg"), "info"));
    if (content != null) {
      for (Element media : content.select("media")) {
        out.image(
            attribute(child(media, "media-reference"), "source"), text(media, "media-caption"));
      }
      out.put("body_html", Inline.html(content));
    }
    return out.fields();
  }

  private static @Nullable String date(@Nullable Element element) {
    return attribute(element, "norm");
  }
}

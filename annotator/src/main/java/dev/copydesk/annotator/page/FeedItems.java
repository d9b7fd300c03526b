package dev.copydesk.annotator.page;

import static dev.copydesk.annotator.page.XmlItem.attribute;
import static dev.copydesk.annotator.page.XmlItem.child;
import static dev.copydesk.annotator.page.XmlItem.children;
import static dev.copydesk.annotator.page.XmlItem.text;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Reads the items of RSS 2 and Atom (RFC 4287). */
final class FeedItems {

  private FeedItems() {}

  static JsonNode rss(Element item) {
    XmlItem out = new XmlItem();
    String full = text(item, "encoded");
    out.put("headline", markup(text(item, "title")));
    out.put("description_text", full == null ? null : markup(text(item, "description")));
    out.put("byline", text(item, "creator"));
    out.put("byline", mailbox(text(item, "author")));
    out.put("provider", text(item, "publisher"));
    out.put("provider", text(item, "source"));
    out.put("url", text(item, "link"));
    out.put("uri", text(item, "guid"));
    out.put("language", text(item, "language"));
    out.put("language", attribute(item, "xml:lang"));
    out.put("firstcreated", MailDates.iso(text(item, "pubDate")));
    out.put("firstcreated", text(item, "date"));
    out.put("versioncreated", text(item, "updated"));
    out.put("versioncreated", text(item, "modified"));
    children(item, "category").forEach(category -> out.keyword(text(category)));
    for (Element enclosure : children(item, "enclosure")) {
      if (enclosure.attr("type").startsWith("image/")) {
        out.image(attribute(enclosure, "url"), null);
      }
    }
    media(item, out);
    out.put("body_html", full == null ? text(item, "description") : full);
    return out.fields();
  }

  static JsonNode atom(Element entry) {
    XmlItem out = new XmlItem();
    Element content = child(entry, "content");
    Element summary = child(entry, "summary");
    out.put("headline", plain(child(entry, "title")));
    out.put("description_text", content == null ? null : plain(summary));
    for (Element author : children(entry, "author")) {
      out.put("byline", text(author, "name"));
    }
    out.put("provider", text(entry, "source", "title"));
    for (Element link : children(entry, "link")) {
      String relation = link.attr("rel");
      if (relation.isEmpty() || relation.equals("alternate")) {
        out.put("url", attribute(link, "href"));
      } else if (relation.equals("enclosure") && link.attr("type").startsWith("image/")) {
        out.image(attribute(link, "href"), attribute(link, "title"));
      }
    }
    out.put("uri", text(entry, "id"));
    out.put("language", attribute(content, "xml:lang"));
    out.put("language", attribute(entry, "xml:lang"));
    out.put("firstcreated", text(entry, "published"));
    out.put("versioncreated", text(entry, "updated"));
    children(entry, "category").forEach(category -> out.keyword(attribute(category, "term")));
    media(entry, out);
    body(content == null ? summary : content, out);
    return out.fields();
  }

  /** Pictures as Media RSS has them, alone or in groups. */
  private static void media(Element item, XmlItem out) {
    for (Element group : children(item, "group")) {
      media(group, out);
    }
    for (Element content : children(item, "content")) {
      if (content.attr("medium").equals("image") || content.attr("type").startsWith("image/")) {
        out.image(attribute(content, "url"), text(content, "description"));
      }
    }
    children(item, "thumbnail").forEach(small -> out.image(attribute(small, "url"), null));
  }

  private static void body(@Nullable Element construct, XmlItem out) {
    if (construct == null) {
      return;
    }
    switch (construct.attr("type")) {
      case "html", "text/html" -> out.put("body_html", construct.wholeText());
      case "xhtml", "application/xhtml+xml" -> out.put("body_html", Inline.html(construct));
      default -> out.put("body_text", construct.wholeText());
    }
  }

  /** An Atom text construct without its markup. */
  private static @Nullable String plain(@Nullable Element construct) {
    if (construct == null) {
      return null;
    }
    return construct.attr("type").equals("html") ? markup(text(construct)) : text(construct);
  }

  /** RSS does not say whether a title is HTML; what holds a tag or an entity is taken for it. */
  private static @Nullable String markup(@Nullable String text) {
    if (text == null || (text.indexOf('<') < 0 && text.indexOf('&') < 0)) {
      return text;
    }
    return Whitespace.collapse(
        text.indexOf('<') < 0 ? Parser.unescapeEntities(text, false) : Jsoup.parse(text).text());
  }

  /** RSS authors are mail addresses with the name in brackets, when they keep to the rules. */
  private static @Nullable String mailbox(@Nullable String author) {
    if (author == null || author.indexOf('@') < 0) {
      return author;
    }
    int open = author.indexOf('(');
    int close = author.lastIndexOf(')');
    return open >= 0 && close > open ? author.substring(open + 1, close) : null;
  }
}

package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Parses an HTML page: its blocks, its head, its JSON-LD. */
final class HtmlReader {
  private static final int MOST_LINKED_DATA = 200;

  private static final int LONGEST_TAG_NAME = 100;

  private final ObjectMapper json;

  HtmlReader(ObjectMapper json) {
    this.json = json;
  }

  Page.Html read(String html) {
    return read(html, Envelope.NONE);
  }

  Page.Html read(String html, Envelope envelope) {
    Document document = Jsoup.parse(withoutEndlessTags(html));
    return new Page.Html(document, linkedData(document), HtmlBlocks.of(document.body()), envelope);
  }

  private List<JsonNode> linkedData(Document document) {
    List<JsonNode> found = new ArrayList<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    for (Element script : document.select("script[type=application/ld+json]")) {
      JsonNode node = PageReader.parse(json, withoutRawLineEnds(script.data()));
      if (node != null) {
        open.add(node);
      }
    }
    while (!open.isEmpty() && found.size() < MOST_LINKED_DATA) {
      JsonNode node = open.removeFirst();
      if (node.isArray()) {
        node.forEach(open::add);
      } else if (node.isObject()) {
        found.add(node);
        node.path("@graph").forEach(open::add);
        if (node.path("mainEntity").isObject()) {
          open.add(node.path("mainEntity"));
        }
      }
    }
    return found;
  }

  /** Many sites put raw line ends into JSON strings; outside of strings a blank means the same. */
  private static String withoutRawLineEnds(String script) {
    return script.replace('\n', ' ').replace('\r', ' ').replace('\t', ' ');
  }

  /**
   * A "&lt;" with no end of a name behind it opens no tag; the parser would take n² steps to see.
   */
  private static String withoutEndlessTags(String html) {
    StringBuilder out = null;
    int copied = 0;
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      int end = at + 1;
      int limit = Math.min(html.length(), at + LONGEST_TAG_NAME);
      while (end < limit && " \t\r\n\f/>!-".indexOf(html.charAt(end)) < 0) {
        end++;
      }
      if (end == at + LONGEST_TAG_NAME) {
        out = out == null ? new StringBuilder(html.length() + 1000) : out;
        out.append(html, copied, at).append("&lt;");
        copied = at + 1;
      }
    }
    return out == null ? html : out.append(html, copied, html.length()).toString();
  }
}

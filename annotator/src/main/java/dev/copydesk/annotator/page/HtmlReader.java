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
import org.jsoup.parser.Parser;

/** Parses an HTML page: its blocks, its head, its JSON-LD. */
final class HtmlReader {
  private static final int MOST_LINKED_DATA = 200;

  private final ObjectMapper json;

  HtmlReader(ObjectMapper json) {
    this.json = json;
  }

  Page.Html read(String html) {
    return read(html, Envelope.NONE);
  }

  Page.Html read(String html, Envelope envelope) {
    Document document = Jsoup.parse(EndlessTags.escape(html).html());
    return page(document, HtmlBlocks.of(document.body()), envelope);
  }

  /** Blocks know where in the source they are from; parsing takes longer then. */
  Page.Html readTraced(String html) {
    EndlessTags mended = EndlessTags.escape(html);
    Parser parser = Parser.htmlParser().setTrackPosition(true);
    Document document = Jsoup.parse(mended.html(), parser);
    List<Block> blocks = HtmlBlocks.of(document.body(), new HtmlSource(mended));
    return page(document, blocks, Envelope.NONE);
  }

  private Page.Html page(Document document, List<Block> blocks, Envelope envelope) {
    return new Page.Html(document, linkedData(document), blocks, envelope);
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
}

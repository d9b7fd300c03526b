package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads the XML items of feeds and agencies. The parser knows no document types, no entities but
 * HTML's, and opens nothing.
 */
final class XmlItems {
  private static final int DEEPEST = 500;

  private XmlItems() {}

  static boolean isXmlItem(String mediaType) {
    return switch (mediaType) {
      case "application/rss+xml",
          "application/atom+xml",
          "application/nitf+xml",
          "application/vnd.iptc.g2.newsitem+xml" ->
          true;
      default -> false;
    };
  }

  /** The item in the names of ninjs; null where the root is not of its media type. */
  static @Nullable JsonNode read(String mediaType, String xml) {
    Document document = Jsoup.parse(xml, "", Parser.xmlParser().setMaxDepth(DEEPEST));
    Element root = document.children().isEmpty() ? document : document.child(0);
    return switch (mediaType + " " + XmlItem.localName(root)) {
      case "application/rss+xml item" -> FeedItems.rss(root);
      case "application/atom+xml entry" -> FeedItems.atom(root);
      case "application/nitf+xml nitf" -> NitfItem.read(root);
      case "application/vnd.iptc.g2.newsitem+xml newsItem" -> NewsItem.read(root);
      default -> null;
    };
  }
}

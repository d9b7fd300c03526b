package dev.copydesk.annotator.page;

import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The source of a page whose parser kept positions: tells where in it nodes and texts are from. */
final class HtmlSource {
  private final String parsed;
  private final EndlessTags mended;

  /**
   * @param mended what was parsed, and how it differs from the source
   */
  HtmlSource(EndlessTags mended) {
    this.parsed = mended.html();
    this.mended = mended;
  }

  /**
   * The words of a text node, each character with its own place; where the parser did something to
   * them that is not known here, with the place of them all.
   */
  Traced text(TextNode node) {
    String words = node.getWholeText();
    int from = node.sourceRange().startPos();
    int to = node.sourceRange().endPos();
    if (from >= 0 && to <= parsed.length() && from <= to) {
      Traced decoded = Entities.decode(Traced.of(parsed, from, to, true));
      if (words.contentEquals(decoded)) {
        return original(decoded);
      }
    }
    Traced all = Traced.empty(true);
    for (int i = 0; i < words.length(); i++) {
      all.put(words.charAt(i), start(node), end(node));
    }
    return all;
  }

  private Traced original(Traced decoded) {
    Origins origins = decoded.origins();
    if (origins == null || mended.isAsItWas()) {
      return decoded;
    }
    Traced out = decoded.fresh();
    for (int i = 0; i < decoded.length(); i++) {
      int end = mended.original(origins.end(i));
      out.put(decoded.charAt(i), mended.original(origins.start(i)), end);
    }
    return out;
  }

  /** Where in the source a node starts. */
  int start(Node node) {
    return mended.original(Math.max(0, node.sourceRange().startPos()));
  }

  int end(Node node) {
    return mended.original(Math.max(0, node.sourceRange().endPos()));
  }
}

package dev.copydesk.annotator.clean;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The text of a page as a careless tool dumps it: every element that is not inline on a line. */
final class NaiveDump implements NodeVisitor {
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
          "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "option");

  private final StringBuilder out = new StringBuilder();

  private NaiveDump() {}

  static String of(Document document) {
    document.select("script, style, noscript, template, svg, head, iframe").remove();
    NaiveDump dump = new NaiveDump();
    document.body().traverse(dump);
    return dump.out.toString().replaceAll("[ \t\u00a0]+", " ").replaceAll("\\s*\n\\s*", "\n");
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof TextNode text) {
      out.append(text.getWholeText().replace('\n', ' ').replace('\r', ' '));
    } else if (node instanceof Element element && !INLINE.contains(element.normalName())) {
      out.append('\n');
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element && !INLINE.contains(element.normalName())) {
      out.append('\n');
    }
  }
}

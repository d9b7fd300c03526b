package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Walks an element tree (without recursion) and cuts it into blocks: a block ends where a
 * block-level element or a doubled line break does. What a reader does not see is left out.
 */
final class HtmlBlocks implements NodeFilter {
  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
          "em", "font", "i", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp",
          "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr");
  private static final Set<String> UNSEEN =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "svg",
          "canvas",
          "iframe",
          "object",
          "embed",
          "head",
          "select",
          "option",
          "textarea",
          "input",
          "math",
          "map",
          "audio",
          "video");

  /**
   * React streams the late parts of a page, often the article, in hidden elements of such an id,
   * and a script moves them into place.
   */
  private static final String STREAMED = "S:";

  private final List<Block> blocks = new ArrayList<>();
  private final @Nullable HtmlSource source;
  private Traced text;
  private int linkChars;
  private int openLinks;
  private @Nullable Container container;

  private HtmlBlocks(@Nullable HtmlSource source) {
    this.source = source;
    this.text = Traced.empty(source != null);
  }

  static List<Block> of(Element root) {
    return of(root, null);
  }

  /**
   * @param source null where blocks need not know where they are from
   */
  static List<Block> of(Element root, @Nullable HtmlSource source) {
    HtmlBlocks walker = new HtmlBlocks(source);
    root.filter(walker);
    walker.end();
    return walker.blocks;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode run) {
      String words = run.getWholeText();
      text.append(source == null ? Traced.of(words) : source.text(run));
      if (openLinks > 0) {
        linkChars += Whitespace.collapse(words).length();
      }
    } else if (node instanceof Element element) {
      String tag = element.normalName();
      if (UNSEEN.contains(tag) || isHidden(element)) {
        return FilterResult.SKIP_ENTIRELY;
      }
      if (tag.equals("br")) {
        lineBreak(element);
      } else if (INLINE.contains(tag)) {
        openLinks += tag.equals("a") && element.hasAttr("href") ? 1 : 0;
      } else {
        end();
        container = new Container(container, tag, names(element));
      }
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      String tag = element.normalName();
      if (tag.equals("a") && element.hasAttr("href")) {
        openLinks--;
      } else if (!INLINE.contains(tag) && !tag.equals("br")) {
        end();
        container = container == null ? null : container.parent();
      }
    }
    return FilterResult.CONTINUE;
  }

  /** Old pages part paragraphs by two line breaks; one alone is a blank. */
  private void lineBreak(Element br) {
    Node next = br.nextSibling();
    while (next instanceof TextNode gap && gap.isBlank()) {
      next = next.nextSibling();
    }
    if (next instanceof Element element && element.normalName().equals("br")) {
      end();
    } else {
      int at = source == null ? 0 : source.start(br);
      text.put('\n', at, source == null ? 0 : source.end(br));
    }
  }

  private void end() {
    Traced clean = Whitespace.clean(text);
    if (clean.length() > 0) {
      String tag = container == null ? "body" : container.tag();
      blocks.add(new Block(clean.toString(), tag, linkChars, container, clean.origins()));
    }
    text = Traced.empty(source != null);
    linkChars = 0;
  }

  private static boolean isHidden(Element element) {
    if (element.hasAttr("hidden")) {
      return !element.id().startsWith(STREAMED);
    }
    if (!element.hasAttr("style")) {
      return false;
    }
    String style = element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT);
    return style.contains("display:none") || style.contains("visibility:hidden");
  }

  private static String names(Element element) {
    String names =
        (" "
            + element.className()
            + " "
            + element.id()
            + " "
            + element.attr("role")
            + " "
            + element.attr("itemprop")
            + " ");
    return names.length() > 400
        ? names.substring(0, 400).toLowerCase(Locale.ROOT)
        : names.toLowerCase(Locale.ROOT);
  }
}

package dev.copydesk.annotator.page;

import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/** Reads Markdown (CommonMark) as the HTML that it stands for, so that cleaning sees structure. */
final class MarkdownReader {

  /** What nests deeper is no article; the renderer would need the stack for it. */
  private static final int DEEPEST = 100;

  private final Parser parser = Parser.builder().maxOpenBlockParsers(DEEPEST).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().build();
  private final HtmlReader html;

  MarkdownReader(HtmlReader html) {
    this.html = html;
  }

  Page read(String text) {
    FrontMatter matter = FrontMatter.of(text);
    Node document = parser.parse(matter.rest());
    return isDeep(document)
        ? new Page.Text(TextReader.read(matter.rest()), matter.envelope())
        : html.read(renderer.render(document), matter.envelope());
  }

  private static boolean isDeep(Node document) {
    int depth = 0;
    @Nullable Node node = document;
    while (node != null) {
      if (node.getFirstChild() != null) {
        node = node.getFirstChild();
        if (++depth > DEEPEST) {
          return true;
        }
        continue;
      }
      while (node != null && node.getNext() == null) {
        node = node.getParent();
        depth--;
      }
      node = node == null ? null : node.getNext();
    }
    return false;
  }
}

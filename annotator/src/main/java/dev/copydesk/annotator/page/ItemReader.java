package dev.copydesk.annotator.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;

/** Takes the body of a ninjs item apart; only white space is changed. */
final class ItemReader {

  private ItemReader() {}

  static List<Block> blocks(JsonNode item) {
    String text = item.path("body_text").asText("");
    if (!text.isBlank()) {
      return paragraphs(text);
    }
    String html = item.path("body_html").asText(item.path("body_xhtml").asText(""));
    return html.isBlank() ? List.of() : HtmlBlocks.of(Jsoup.parse(html).body());
  }

  /** A blank line or, where the text has none, a line break ends a paragraph. */
  private static List<Block> paragraphs(String text) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = text.lines().map(Whitespace::collapse).toList();
    boolean byBlankLines = lines.contains("");
    StringBuilder paragraph = new StringBuilder();
    for (String line : lines) {
      if (!line.isEmpty()) {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
      }
      if (line.isEmpty() || !byBlankLines) {
        add(blocks, paragraph);
      }
    }
    add(blocks, paragraph);
    return blocks;
  }

  private static void add(List<Block> blocks, StringBuilder paragraph) {
    if (!paragraph.isEmpty()) {
      blocks.add(Block.line(paragraph.toString()));
      paragraph.setLength(0);
    }
  }
}

package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * Cuts plain text into blocks: a line is a block, unless the text is hard-wrapped, when lines that
 * the wrapping parted are joined again.
 */
final class TextReader {
  private static final Pattern ESCAPED_TWICE = Pattern.compile("&amp;#?\\w{1,30};");

  private TextReader() {}

  static List<Block> read(String text) {
    List<String> lines = text.lines().map(line -> Whitespace.clean(withoutEntities(line))).toList();
    HardWraps wraps = HardWraps.of(lines);
    List<Block> blocks = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      paragraph.append(paragraph.isEmpty() || line.isEmpty() ? "" : " ").append(line);
      if (!wraps.joins(i)) {
        if (!paragraph.isEmpty()) {
          blocks.add(Block.line(Seams.repair(paragraph.toString())));
        }
        paragraph.setLength(0);
      }
    }
    return blocks;
  }

  /**
   * Some dumps leave the entities of the mark-up in; they are decoded once. What was escaped twice
   * stays: it may be an article about mark-up.
   */
  private static String withoutEntities(String line) {
    boolean any = line.indexOf('&') >= 0 && line.indexOf(';') >= 0;
    if (!any || ESCAPED_TWICE.matcher(line).find()) {
      return line;
    }
    return Parser.unescapeEntities(line, false);
  }
}

package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts plain text into blocks: a line is a block, unless the text is hard-wrapped, when lines that
 * the wrapping parted are joined again.
 */
final class TextReader {

  private TextReader() {}

  static List<Block> read(String text) {
    List<String> lines = text.lines().map(Whitespace::clean).toList();
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
}

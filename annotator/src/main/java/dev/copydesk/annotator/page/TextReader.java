package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts plain text into blocks: a line is a block, unless the text is hard-wrapped, when lines that
 * the wrapping parted are joined again.
 */
final class TextReader {
  private static final Pattern ESCAPED_TWICE = Pattern.compile("&amp;#?\\w{1,30};");

  private TextReader() {}

  static List<Block> read(String text) {
    return read(text, false);
  }

  /**
   * @param traced whether the blocks are to know where in the text they are from
   */
  static List<Block> read(String text, boolean traced) {
    List<Traced> lines = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      lines.add(Whitespace.clean(withoutEntities(Traced.of(text, start, end, traced))));
      ends.add(end);
      start = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    return blocks(lines, ends, traced);
  }

  /**
   * @param ends where in the text each line ends, without its line break
   */
  private static List<Block> blocks(List<Traced> lines, List<Integer> ends, boolean traced) {
    HardWraps wraps = HardWraps.of(lines.stream().map(Traced::toString).toList());
    List<Block> blocks = new ArrayList<>();
    Traced paragraph = Traced.empty(traced);
    for (int i = 0; i < lines.size(); i++) {
      Traced line = lines.get(i);
      if (paragraph.length() > 0 && line.length() > 0) {
        paragraph.put(' ', ends.get(i - 1), ends.get(i - 1) + 1);
      }
      paragraph.append(line);
      if (!wraps.joins(i)) {
        if (paragraph.length() > 0) {
          blocks.add(Block.line(Seams.repair(paragraph)));
        }
        paragraph = Traced.empty(traced);
      }
    }
    return blocks;
  }

  /**
   * Some dumps leave the entities of the mark-up in; they are decoded once. What was escaped twice
   * stays: it may be an article about mark-up.
   */
  private static Traced withoutEntities(Traced line) {
    boolean entity = false;
    boolean closed = false;
    for (int i = 0; i < line.length(); i++) {
      entity |= line.charAt(i) == '&';
      closed |= line.charAt(i) == ';';
    }
    return !entity || !closed || ESCAPED_TWICE.matcher(line).find() ? line : Entities.decode(line);
  }
}

package dev.copydesk.annotator.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts plain text into blocks: a line is a block, unless the text is hard-wrapped, when lines that
 * the wrapping parted are joined again.
 *
 * <p>A greedy wrap breaks a line only where the next word would not fit. So, once the width is
 * known, a line and its successor belong together exactly if the successor's first word would not
 * have fitted. Some editors moreover put the first word of every paragraph on a line of its own: a
 * lone word is joined to the line after it if both together are wider than the width.
 */
final class TextReader {
  private static final int NARROWEST = 50;
  private static final int WIDEST = 100;
  private static final int FEWEST_WRAPS = 4;

  private TextReader() {}

  static List<Block> read(String text) {
    List<String> lines = text.lines().map(Whitespace::clean).toList();
    int width = wrapWidth(lines);
    List<Block> blocks = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean first = paragraph.isEmpty();
      paragraph.append(first || line.isEmpty() ? "" : " ").append(line);
      if (!continues(lines, i, first, width)) {
        if (!paragraph.isEmpty()) {
          blocks.add(Block.line(Seams.repair(paragraph.toString())));
        }
        paragraph.setLength(0);
      }
    }
    return blocks;
  }

  /** Whether line i and the line after it are one paragraph. */
  private static boolean continues(List<String> lines, int i, boolean first, int width) {
    String line = lines.get(i);
    String next = at(lines, i + 1);
    if (width == 0 || line.isEmpty() || next.isEmpty() || line.length() > width) {
      return false;
    }
    if (first && line.indexOf(' ') < 0) {
      return opens(lines, i, width);
    }
    return isFull(line, next, width) && !opens(lines, i + 1, width);
  }

  /** Whether line i is a lone word that the line after it goes on from. */
  private static boolean opens(List<String> lines, int i, int width) {
    String line = at(lines, i);
    String next = at(lines, i + 1);
    if (line.isEmpty() || line.indexOf(' ') >= 0 || next.indexOf(' ') < 0) {
      return false;
    }
    return isDayBeforeMonth(line, next)
        || (Character.isUpperCase(letter(line))
            && (line.length() + 1 + next.length() > width
                || (next.length() >= NARROWEST && isFull(next, at(lines, i + 2), width))));
  }

  private static boolean isFull(String line, String next, int width) {
    return !next.isEmpty()
        && line.length() <= width
        && line.length() + 1 + firstWord(next).length() > width;
  }

  private static String at(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  /** The first character that is no opening quote. */
  private static char letter(String line) {
    char c = line.charAt(0);
    return "\"'“‘(".indexOf(c) >= 0 && line.length() > 1 ? line.charAt(1) : c;
  }

  private static boolean isDayBeforeMonth(String line, String next) {
    return line.length() <= 2
        && line.chars().allMatch(Character::isDigit)
        && Months.number(firstWord(next)) > 0;
  }

  /** The width the text was wrapped at, or 0 where it was not. */
  private static int wrapWidth(List<String> lines) {
    int[] lengths = new int[lines.size()];
    int wraps = 0;
    int longLines = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      String line = lines.get(i);
      String next = lines.get(i + 1);
      longLines += line.length() > WIDEST ? 1 : 0;
      if (line.length() >= NARROWEST
          && line.length() <= WIDEST
          && !next.isEmpty()
          && Character.isLowerCase(next.charAt(0))
          && !endsSentence(line)) {
        lengths[wraps++] = line.length();
      }
    }
    if (wraps < FEWEST_WRAPS || wraps < longLines) {
      return 0;
    }
    Arrays.sort(lengths, 0, wraps);
    return lengths[(int) Math.ceil(wraps * 0.98) - 1];
  }

  private static boolean endsSentence(String line) {
    return !line.isEmpty() && ".!?".indexOf(line.charAt(line.length() - 1)) >= 0;
  }

  private static String firstWord(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }
}

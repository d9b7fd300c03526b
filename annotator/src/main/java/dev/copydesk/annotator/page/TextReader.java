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
  private static final int FEWEST_SPLITS = 2;
  private static final double NEARLY_FULL = 0.8;

  private final List<String> lines;
  private final int width;
  private final boolean splitsShortLines;

  private TextReader(List<String> lines) {
    this.lines = lines;
    this.width = wrapWidth(lines);
    this.splitsShortLines = width > 0 && shortLinesSplit() >= FEWEST_SPLITS;
  }

  static List<Block> read(String text) {
    return new TextReader(text.lines().map(Whitespace::clean).toList()).blocks();
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean first = paragraph.isEmpty();
      paragraph.append(first || line.isEmpty() ? "" : " ").append(line);
      if (!continues(i, first)) {
        if (!paragraph.isEmpty()) {
          blocks.add(Block.line(Seams.repair(paragraph.toString())));
        }
        paragraph.setLength(0);
      }
    }
    return blocks;
  }

  /** Whether line i and the line after it are one paragraph. */
  private boolean continues(int i, boolean first) {
    String line = at(i);
    String next = at(i + 1);
    if (width == 0 || line.isEmpty() || next.isEmpty() || line.length() > width) {
      return false;
    }
    if (first && isWord(line)) {
      return opens(i) || headsShortLine(i);
    }
    return (isFull(line, next) || runsOn(line, next)) && !opens(i + 1);
  }

  /** Whether line i is a lone word that the line after it goes on from. */
  private boolean opens(int i) {
    String line = at(i);
    String next = at(i + 1);
    if (!isWord(line) || isWord(next) || next.isEmpty()) {
      return false;
    }
    return isDayBeforeMonth(line, next)
        || (Character.isUpperCase(letter(line))
            && (line.length() + 1 + next.length() > width
                || (next.length() >= NARROWEST && isFull(next, at(i + 2)))));
  }

  /** Whether a lone word belongs to a short line after it, as where headings are split as well. */
  private boolean headsShortLine(int i) {
    return splitsShortLines
        && Character.isUpperCase(letter(at(i)))
        && (startsLower(at(i + 1)) || (!isWord(at(i + 1)) && opens(i + 2)));
  }

  /** How often a lone word and a short line after it are certain to be one. */
  private int shortLinesSplit() {
    int split = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      String line = lines.get(i);
      String next = lines.get(i + 1);
      boolean fits = line.length() + 1 + next.length() <= width;
      if (isWord(line) && !isWord(next) && fits) {
        boolean word = Character.isUpperCase(letter(line)) && startsLower(next);
        split += word || isDayBeforeMonth(line, next) ? 1 : 0;
      }
    }
    return split;
  }

  private boolean isFull(String line, String next) {
    return !next.isEmpty()
        && line.length() <= width
        && line.length() + 1 + firstWord(next).length() > width;
  }

  /** A sentence that goes on in the next line though its first word would have fitted. */
  private boolean runsOn(String line, String next) {
    return line.length() >= NEARLY_FULL * width && startsLower(next) && !endsSentence(line);
  }

  private String at(int i) {
    return i < lines.size() ? lines.get(i) : "";
  }

  private static boolean isWord(String line) {
    return !line.isEmpty() && line.indexOf(' ') < 0;
  }

  private static boolean startsLower(String line) {
    return !line.isEmpty() && Character.isLowerCase(line.charAt(0));
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
          && startsLower(next)
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

package dev.copydesk.annotator.page;

import java.util.Arrays;
import java.util.List;

/**
 * Where a hard wrap parted lines that are one paragraph.
 *
 * <p>A greedy wrap breaks a line only where the next word would not fit. So, once the width is
 * known, a line and its successor belong together exactly if the successor's first word would not
 * have fitted. Some editors moreover put the first word of every wrapped paragraph on a line of its
 * own; in their texts no other line starts a wrapped paragraph, and a lone word starts one if both
 * it and the line after it are too long for the width.
 */
final class HardWraps {
  private static final int NARROWEST = 50;
  private static final int WIDEST = 100;
  private static final int FEWEST_WRAPS = 4;

  /** So many prove a wrap where no line of the text is longer. */
  private static final int FEWEST_IF_ALL_FIT = 2;

  private static final int FEWEST_SPLITS = 2;

  /** Lines within so many characters of the widest must be a share of all to prove the width. */
  private static final int SLACK = 3;

  private static final double PROVEN = 0.02;
  private static final double NEARLY_FULL = 0.8;

  private final List<String> lines;
  private final int width;
  private final boolean loneStarts;
  private final boolean splitsShortLines;
  private final boolean[] opens;
  private final boolean[] joins;

  private HardWraps(List<String> lines) {
    this.lines = lines;
    this.opens = new boolean[lines.size()];
    this.joins = new boolean[lines.size()];
    this.width = findWidth();
    this.loneStarts = width > 0 && areStartsLone();
    this.splitsShortLines = width > 0 && shortLinesSplit() >= FEWEST_SPLITS;
  }

  static HardWraps of(List<String> lines) {
    HardWraps wraps = new HardWraps(lines);
    if (wraps.width > 0) {
      wraps.findOpenings();
      wraps.findJoins();
    }
    return wraps;
  }

  /** Whether line i and the line after it are one paragraph. */
  boolean joins(int i) {
    return joins[i];
  }

  /** From the last line up, for a line is full only if the one after it opens nothing. */
  private void findOpenings() {
    for (int i = lines.size() - 2; i >= 0; i--) {
      String line = at(i);
      String next = at(i + 1);
      if (!isWord(line) || next.indexOf(' ') < 0) {
        continue;
      }
      boolean word = loneStarts || startsUpper(line);
      boolean wrapped =
          line.length() + 1 + next.length() > width
              || (next.length() >= NARROWEST && isFull(next, at(i + 2)) && !opens(i + 2));
      boolean day = isDayBeforeMonth(line, next);
      opens[i] = day || (word && wrapped && next.length() <= width) || headsShortLine(i);
    }
  }

  private void findJoins() {
    boolean inside = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = at(i);
      String next = at(i + 1);
      if (line.isEmpty() || next.isEmpty() || line.length() > width) {
        inside = false;
        continue;
      }
      boolean start = !inside && opens[i];
      boolean lone = !inside && isWord(line);
      joins[i] = start || (!lone && (inside || !loneStarts) && goesOn(i));
      inside = joins[i];
    }
  }

  /** Whether a line of a wrapped paragraph is not its last. */
  private boolean goesOn(int i) {
    String line = at(i);
    String next = at(i + 1);
    if (opens(i + 1) && !isInside(line, next)) {
      return false;
    }
    boolean nextEnds = isFull(next, at(i + 2)) || endsSentence(next) || !loneStarts;
    boolean heading = endsSentence(line) && !startsLower(next) && !nextEnds;
    return !heading && (isFull(line, next) || runsOn(line, next));
  }

  /** Whether a lone word goes on a sentence rather than opening a paragraph. */
  private boolean isInside(String line, String word) {
    return loneStarts
        && !endsSentence(line)
        && isFull(line, word)
        && (!startsUpper(word) || endsSentence(word));
  }

  /** Whether a lone word belongs to a short line after it, as where headings are split as well. */
  private boolean headsShortLine(int i) {
    return splitsShortLines
        && startsUpper(at(i))
        && (startsLower(at(i + 1))
            || (!isWord(at(i + 1)) && opens(i + 2) && i > 0 && endsSentence(at(i - 1))));
  }

  /** How often a lone word and a short line after it are certain to be one. */
  private int shortLinesSplit() {
    int split = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      String line = at(i);
      String next = at(i + 1);
      boolean fits = line.length() + 1 + next.length() <= width;
      if (isWord(line) && next.indexOf(' ') > 0 && fits) {
        boolean word = startsUpper(line) && startsLower(next) && !isWord(at(i + 2));
        split += word || isDayBeforeMonth(line, next) ? 1 : 0;
      }
    }
    return split;
  }

  /** Whether the lines that certainly are the first full ones of a paragraph follow lone words. */
  private boolean areStartsLone() {
    int lone = 0;
    int plain = 0;
    for (int i = 1; i + 1 < lines.size(); i++) {
      if (isWrapped(at(i), at(i + 1))) {
        String before = at(i - 1);
        lone += isWord(before) ? 1 : 0;
        plain += before.isEmpty() || (endsSentence(before) && startsUpper(at(i))) ? 1 : 0;
      }
    }
    return lone >= FEWEST_SPLITS ? lone > plain : lone == 1 && plain == 0;
  }

  /** The width the text was wrapped at, or 0 where it was not. */
  private int findWidth() {
    int[] lengths = new int[lines.size()];
    int wraps = 0;
    int longLines = 0;
    int longest = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      longLines += at(i).length() > WIDEST ? 1 : 0;
      longest = Math.max(longest, at(i).indexOf(' ') < 0 ? 0 : at(i).length());
      if (isWrapped(at(i), at(i + 1))) {
        lengths[wraps++] = at(i).length();
      }
    }
    Arrays.sort(lengths, 0, wraps);
    boolean allFit = wraps >= FEWEST_IF_ALL_FIT && longest <= lengths[wraps - 1];
    if ((wraps < FEWEST_WRAPS && !allFit) || wraps < longLines) {
      return 0;
    }
    int needed = (int) Math.ceil(wraps * PROVEN);
    int widest = wraps - 1;
    while (widest >= needed && lengths[widest - needed] < lengths[widest] - SLACK) {
      widest--;
    }
    return lengths[widest];
  }

  private static boolean isWrapped(String line, String next) {
    return line.length() >= NARROWEST
        && line.length() <= WIDEST
        && startsLower(next)
        && !endsSentence(line);
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

  private boolean opens(int i) {
    return i < opens.length && opens[i];
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

  /** Whether the first character that is no opening quote is a capital. */
  private static boolean startsUpper(String line) {
    if (line.isEmpty()) {
      return false;
    }
    boolean quoted = "\"'“‘(".indexOf(line.charAt(0)) >= 0 && line.length() > 1;
    return Character.isUpperCase(line.charAt(quoted ? 1 : 0));
  }

  private static boolean isDayBeforeMonth(String line, String next) {
    return line.length() <= 2
        && line.chars().allMatch(Character::isDigit)
        && Months.number(firstWord(next)) > 0;
  }

  private static boolean endsSentence(String line) {
    int last = line.length() - 1;
    while (last > 0 && "\"”’)".indexOf(line.charAt(last)) >= 0) {
      last--;
    }
    return last >= 0 && ".!?".indexOf(line.charAt(last)) >= 0;
  }

  private static String firstWord(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }
}

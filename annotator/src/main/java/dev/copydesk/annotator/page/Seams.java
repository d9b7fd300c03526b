package dev.copydesk.annotator.page;

import java.util.Set;

/**
 * Puts back the space that a page dump lost between two sentences ("doors.The talks").
 *
 * <p>Only in running text, only between a word and a capitalised word; abbreviations (U.S., Ph.D.),
 * decimals and addresses have no such seam.
 */
final class Seams {
  private static final int LEAST_LENGTH = 60;

  /** As far back as an address is looked for: a dump may be one word of megabytes. */
  private static final int LONGEST_WORD = 100;

  private static final Set<String> SHORT_STARTERS =
      Set.of(
          "I", "A", "In", "He", "It", "We", "On", "At", "As", "By", "To", "My", "No", "If", "So",
          "Or", "An", "Of", "Up", "Is", "Do", "UN", "US", "EU", "UK");

  private Seams() {}

  static String repair(String line) {
    return repair(Traced.of(line)).toString();
  }

  static Traced repair(Traced text) {
    if (text.length() < LEAST_LENGTH) {
      return text;
    }
    String line = text.toString();
    Traced out = text.fresh();
    int wordStart = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      out.copy(text, i);
      if (c == ' ') {
        wordStart = i + 1;
      } else if ((c == '.' || c == '!' || c == '?') && i + 1 < line.length()) {
        int next = isClosingQuote(line, i + 1) ? i + 2 : i + 1;
        if (isSeam(line, wordStart, i, next)) {
          if (next > i + 1) {
            out.copy(text, ++i);
          }
          out.insert(' ');
          wordStart = i + 1;
        }
      }
    }
    return out;
  }

  private static boolean isClosingQuote(String line, int at) {
    char c = line.charAt(at);
    return c == '”' || c == '’' || c == ')';
  }

  private static boolean isSeam(String line, int wordStart, int stop, int next) {
    if (!endsWord(line, wordStart, stop) || next >= line.length()) {
      return false;
    }
    char c = line.charAt(next);
    int start = c == '“' || c == '‘' ? next + 1 : next;
    int end = start;
    while (end < line.length() && Character.isLetter(line.charAt(end))) {
      end++;
    }
    if (end == start || !Character.isUpperCase(line.charAt(start))) {
      return false;
    }
    if (end < line.length() && " ,’'-".indexOf(line.charAt(end)) < 0) {
      return false; // "Example.Com/page": a sentence starts with a word
    }
    String word = line.substring(start, end);
    return SHORT_STARTERS.contains(word)
        || (word.length() > 2 && Character.isLowerCase(word.charAt(1)));
  }

  /** Whether a word of three letters, a number or a closing mark stands before the full stop. */
  private static boolean endsWord(String line, int wordStart, int stop) {
    int from = stop;
    while (from > wordStart && Character.isLetterOrDigit(line.charAt(from - 1))) {
      from--;
    }
    String before = line.substring(Math.max(wordStart, stop - LONGEST_WORD), stop);
    if (before.indexOf('@') >= 0 || before.contains("//") || before.startsWith("www")) {
      return false;
    }
    int letters = stop - from;
    boolean afterMark =
        letters == 0 && stop > wordStart && ")”’%".indexOf(line.charAt(stop - 1)) >= 0;
    boolean number = letters > 0 && Character.isDigit(line.charAt(stop - 1));
    return letters >= 3 || afterMark || number || (letters == 2 && isLower(line, from, stop));
  }

  private static boolean isLower(String line, int from, int to) {
    return line.substring(from, to).chars().allMatch(Character::isLowerCase);
  }
}

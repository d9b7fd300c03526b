package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Months;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows lines that only say when or by whom. */
final class Dateline {
  private static final Set<String> AROUND_TIMES =
      Set.of(
          "published",
          "updated",
          "posted",
          "last",
          "on",
          "at",
          "am",
          "pm",
          "a.m.",
          "p.m.",
          "mon",
          "tue",
          "tues",
          "wed",
          "thu",
          "thur",
          "thurs",
          "fri",
          "sat",
          "sun",
          "monday",
          "tuesday",
          "wednesday",
          "thursday",
          "friday",
          "saturday",
          "sunday",
          "eet",
          "eest",
          "cest",
          "wat",
          "cat",
          "eat",
          "sast",
          "msk",
          "gst",
          "pkt",
          "npt",
          "ict",
          "wib",
          "sgt",
          "hkt",
          "jst",
          "kst",
          "aest",
          "aedt",
          "nzst",
          "nzdt",
          "et",
          "est",
          "edt",
          "pt",
          "pst",
          "pdt",
          "gmt",
          "utc",
          "bst",
          "ist",
          "cet",
          "ct",
          "cst",
          "cdt",
          "modified",
          "date",
          "first",
          "ago",
          "hours",
          "hour",
          "minutes",
          "minute",
          "days",
          "day",
          "weeks",
          "week",
          "months",
          "month",
          "years",
          "year",
          "th",
          "st",
          "nd",
          "rd",
          "of",
          "the",
          "and",
          "created",
          "hrs",
          "eastern",
          "time",
          "local",
          "update",
          "reading",
          "min",
          "mins",
          "read");
  private static final Set<String> NAME_PARTICLES =
      Set.of("and", "de", "van", "von", "der", "al", "bin", "la", "le", "of", "for", "the", "in");
  private static final Pattern BETWEEN = Pattern.compile("[\\s,|•·()–—:/+-]+");
  private static final Pattern NO_SIGN_OF_TIME = Pattern.compile("[^a-z0-9.]");
  private static final Pattern FIGURES = Pattern.compile("[0-9.]");
  private static final Pattern DISPATCH =
      Pattern.compile(
          "\\p{Lu}{2}[\\p{Lu}.'’ ]{0,38}(?:, [^—–]{1,40})?(?: \\([\\p{L} -]{2,30}\\))? ?(?:[—–]| -)"
              + " ?\\p{L}");
  private static final int MOST_NAME_WORDS = 12;
  private static final int MOST_WORDS_BEFORE_DATE = 8;

  private Dateline() {}

  /** A line of a date or time with nothing else: numbers, months, and the words around them. */
  static boolean isTimestamp(String text) {
    if (text.length() > 120 || text.chars().noneMatch(Character::isDigit)) {
      return false;
    }
    boolean month = false;
    boolean digits = false;
    boolean dated = false;
    for (String word : BETWEEN.split(text.toLowerCase(Locale.ROOT))) {
      String bare = NO_SIGN_OF_TIME.matcher(word).replaceAll("");
      if (bare.isEmpty()) {
        continue;
      }
      boolean starts = Character.isDigit(bare.charAt(0));
      digits |= starts;
      dated |= bare.length() == 4 && starts;
      String letters = starts ? FIGURES.matcher(bare).replaceAll("") : bare;
      if (Months.number(letters) > 0) {
        month = true;
      } else if (!letters.isEmpty() && !AROUND_TIMES.contains(letters)) {
        return false;
      }
      dated |= letters.equals("ago") || letters.equals("am") || letters.equals("pm");
      dated |= letters.equals("updated") || letters.equals("published");
    }
    return digits && (month || (dated && text.length() > 4));
  }

  /** A day alone: "7 May, 2013". */
  static boolean isBareDate(String text) {
    return text.length() <= 20
        && isTimestamp(text)
        && text.indexOf(':') < 0
        && Months.number(text.substring(text.indexOf(' ') + 1).split("[ ,]")[0]) > 0;
  }

  /**
   * The opening of an agency's dispatch: "NEW YORK — Diplomats …", "PARIS, May 3 (AFP) - The …".
   */
  static boolean opensDispatch(String text) {
    return DISPATCH.matcher(text).lookingAt();
  }

  /** "By Jane Doe and John Roe", "by (AFP)": a preposition and names, perhaps a date. */
  static boolean isByline(String text) {
    if (text.length() > 160 || !text.regionMatches(true, 0, "by ", 0, 3)) {
      return false;
    }
    String[] words = text.substring(3).split(" ");
    int names = 0;
    for (String word : words) {
      if (names > 0 && names <= MOST_WORDS_BEFORE_DATE && opensDate(word)) {
        return true;
      }
      boolean name = !Character.isLowerCase(word.isEmpty() ? 'A' : word.charAt(0));
      if (!name && !NAME_PARTICLES.contains(word)) {
        return false;
      }
      names++;
    }
    return words.length <= MOST_NAME_WORDS && !text.endsWith("?") && !text.endsWith("!");
  }

  private static boolean opensDate(String word) {
    return word.startsWith("Posted") || word.startsWith("Published") || word.startsWith("Updated");
  }
}

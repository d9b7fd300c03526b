package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;

/**
 * Knows what looks like a number and is none: parts of names, scores of codes, telephone numbers.
 */
final class Guards {
  private static final int LONGEST_NAME = 4;
  private static final int MODEL_DIGITS = 3;

  private Guards() {}

  /** Whether the digits at token i belong to a longer string such as a telephone number. */
  static boolean code(Tokens t, int i) {
    if (!t.is(i, Tokens.NUMBER)) {
      return false;
    }
    boolean lettered =
        t.glued(i + 1) && t.is(i + 1, Tokens.WORD) && t.capitalised(i + 1) && t.length(i + 1) == 1
            || t.glued(i + 2)
                && t.is(i + 2, Tokens.NUMBER)
                && t.glued(i + 1)
                && t.is(i + 1, Tokens.WORD);
    boolean apostrophe = t.glued(i) && t.isAny(i - 1, "'", "’") && t.length(i) == 2;
    return lettered
        || apostrophe
        || (t.glued(i) && t.is(i - 1, Tokens.WORD))
        || (t.glued(i) && t.dash(i - 1) && t.glued(i - 1) && t.capitalised(i - 2));
  }

  /** "Group of 20", "Boeing 737", "Channel 4", "Group of Eight": the number is part of a name. */
  static boolean partOfName(Tokens t, Found found) {
    if (found.kind() != NumberKind.cardinal || found.valueEnd() != null) {
      return false;
    }
    int before = found.from() - 1;
    if (t.is(before, "of") && t.is(before - 1, "group") && t.capitalised(before - 1)) {
      return true;
    }
    if (!t.named(before)
        || t.is(before, Role.MONTH)
        || t.is(before, Role.WEEKDAY)
        || t.is(before, Role.FUNCTION)) {
      return false;
    }
    if (t.is(before, Role.HEAD) || isModel(t, found.from())) {
      return true;
    }
    boolean nounFollows =
        t.is(found.to(), Tokens.WORD) && !t.named(found.to()) && !t.is(found.to(), Role.FUNCTION);
    return t.is(found.from(), Tokens.NUMBER)
        && !t.startsSentence(before)
        && !nounFollows
        && !found.vague();
  }

  /** "a Boeing 737 jet": a determiner and a name ahead of it, so the noun is not what it counts. */
  private static boolean isModel(Tokens t, int number) {
    int first = number - 1;
    while (number - first < LONGEST_NAME && t.named(first - 1) && !t.startsSentence(first)) {
      first--;
    }
    boolean determined = t.is(first - 1, Role.DETERMINER) || t.isAny(first - 1, "a", "an", "the");
    return determined && t.plainDigits(number) && t.length(number) == MODEL_DIGITS;
  }
}

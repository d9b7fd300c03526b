package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberKind;

/**
 * Knows what looks like a number and is none: parts of names, scores of codes, telephone numbers.
 */
final class Guards {
  private static final int LONGEST_NAME = 4;
  private static final int MODEL_DIGITS = 3;

  /** In tokens: "1-202-555-0143" has seven. */
  private static final int LONGEST_TELEPHONE = 6;

  private Guards() {}

  /** Whether the digits at token i belong to a longer string such as a telephone number. */
  static boolean code(Tokens t, int i) {
    if (!t.is(i, Tokens.NUMBER) || Numerals.exponent(t, i) != 0) {
      return false;
    }
    if (isTelephone(t, i)) {
      return true;
    }
    boolean lettered =
        t.glued(i + 1)
                && t.capitalised(i + 1)
                && t.length(i + 1) == 1
                && !t.is(i + 1, Role.SUFFIX)
                && !t.isAny(i + 1, "q", "h")
                && !Temperatures.isDegrees(t, i)
            || !t.isAny(i + 1, "h", "q")
                && t.glued(i + 2)
                && t.is(i + 2, Tokens.NUMBER)
                && t.glued(i + 1)
                && t.is(i + 1, Tokens.WORD);
    boolean series = // "777-200LR"
        t.glued(i)
            && t.dash(i - 1)
            && t.glued(i - 1)
            && t.is(i - 2, Tokens.NUMBER)
            && t.glued(i + 1)
            && t.capitalised(i + 1)
            && !t.glued(i - 2)
            && t.plainDigits(i - 2)
            && t.length(i - 2) == MODEL_DIGITS;
    boolean apostrophe = t.glued(i) && t.isAny(i - 1, "'", "’") && t.length(i) == 2;
    return lettered
        || series
        || apostrophe
        || (t.glued(i) && t.is(i - 1, Tokens.WORD))
        || (t.glued(i) && t.dash(i - 1) && t.glued(i - 1) && t.capitalised(i - 2));
  }

  /**
   * "1-202-555-0143", "202-555-0143": three digits and four behind a code of the country or area.
   */
  private static boolean isTelephone(Tokens t, int i) {
    int last = i;
    while (last - i < LONGEST_TELEPHONE && grouped(t, last + 1)) {
      last += 2;
    }
    return grouped(t, last - 1)
        && grouped(t, last - 3)
        && t.length(last) == 4
        && t.length(last - 2) == 3
        && t.length(last - 4) <= 3;
  }

  private static boolean grouped(Tokens t, int dash) {
    return t.dash(dash)
        && t.glued(dash)
        && t.glued(dash + 1)
        && t.is(dash - 1, Tokens.NUMBER)
        && t.plainDigits(dash - 1)
        && t.plainDigits(dash + 1);
  }

  /** "Group of 20", "Boeing 737", "Channel 4", "Group of Eight": the number is part of a name. */
  static boolean partOfName(Tokens t, Found found, boolean counts) {
    if (found.kind() == NumberKind.date) { // "the Russell 2000 Index"
      return t.is(found.from(), Tokens.NUMBER)
          && found.to() == found.from() + 1
          && t.named(found.from() - 1)
          && t.capitalised(found.to())
          && !t.is(found.from() - 1, Role.FUNCTION)
          && !t.is(found.to(), Role.MONTH);
    }
    if (found.kind() == NumberKind.range) { // "a Boeing 737-800"
      int maker = found.from() - 1;
      return t.named(maker)
          && !t.startsSentence(maker)
          && !t.is(maker, Role.FUNCTION)
          && !t.is(maker, Role.MONTH)
          && found.to() == found.from() + 3
          && t.dash(found.from() + 1)
          && t.glued(found.from() + 1)
          && t.plainDigits(found.from())
          && t.plainDigits(found.to() - 1);
    }
    if (found.kind() != NumberKind.cardinal || found.valueEnd() != null) {
      return false;
    }
    if (isDesignation(t, found)) {
      return true;
    }
    int before = found.from() - 1;
    boolean model = // "Boeing 737-400"
        t.dash(before)
            && t.glued(before)
            && t.glued(found.from())
            && t.is(before - 1, Tokens.NUMBER)
            && t.named(before - 2)
            && t.length(before - 1) == MODEL_DIGITS
            && !t.is(before - 2, Role.FUNCTION)
            && !t.is(before - 2, Role.MONTH);
    if (model) {
      return true;
    }
    if (t.is(before, "of") && t.is(before - 1, "group") && t.capitalised(before - 1)) {
      return true;
    }
    boolean digits = t.is(found.from(), Tokens.NUMBER);
    boolean brand = digits && t.named(before) && !t.capitalised(before);
    if (brand || digits && t.is(before, Role.LABEL) && !found.attributive()) {
      return true;
    }
    boolean policy = // "the country's One China policy"
        t.is(found.from(), "one")
            && t.capitalised(found.from())
            && t.capitalised(found.to())
            && (t.isAny(before, "s", "the") || t.is(before, Role.CURRENT));
    if (policy) {
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
    boolean verb = t.is(found.to(), Role.FUNCTION_VERB);
    boolean nounFollows = counts && !verb;
    return (t.is(found.from(), Tokens.NUMBER) || t.capitalised(found.from()))
        && !t.startsSentence(before)
        && !nounFollows
        && !found.vague();
  }

  /**
   * "the 787 Dreamliner", "two 777s", "the 777-200LR": bare digits of a model that count nothing.
   */
  private static boolean isDesignation(Tokens t, Found found) {
    int number = found.from();
    if (!t.is(number, Tokens.NUMBER)
        || !t.plainDigits(number)
        || t.length(number) != MODEL_DIGITS) {
      return false;
    }
    int after = found.to();
    boolean plural = t.glued(after) && t.is(after, "s");
    boolean series = t.dash(after) && t.glued(after) && t.glued(after + 2) && t.named(after + 2);
    boolean named =
        t.named(after)
            && !t.glued(after)
            && t.length(after) > 1
            && !t.text(after).endsWith("s")
            && (!t.is(after + 1, Tokens.WORD)
                || t.is(after + 1, Role.FUNCTION)
                || t.startsSentence(after + 1));
    boolean maker = t.named(number - 1) && !t.is(number - 1, Role.FUNCTION) && t.named(after);
    boolean owned = t.is(number - 1, "s") && t.isAny(number - 2, "'", "’") && t.named(number - 3);
    return plural
        || series
        || named
        || maker && !t.glued(after)
        || isKind(t, number, after)
        || owned
            && (!t.is(after, Tokens.WORD)
                || t.is(after, Role.FUNCTION)
                || !t.text(after).endsWith("s"));
  }

  /** "its 777 airliner": a determiner ahead, and one thing after it. */
  private static boolean isKind(Tokens t, int number, int after) {
    boolean determined =
        t.is(number - 1, Role.DETERMINER)
            || t.is(number - 1, Role.CURRENT)
            || t.isAny(number - 1, "a", "an");
    boolean noun =
        t.is(after, Tokens.WORD)
            && !t.glued(after)
            && t.length(after) > 3
            && !t.is(after, Role.FUNCTION)
            && !t.is(after, Role.FUNCTION_VERB)
            && !t.is(after, Role.PLURAL)
            && !t.ends(after, "s")
            && !t.ends(after, "ed");
    boolean ends =
        !t.is(after + 1, Tokens.WORD)
            || t.is(after + 1, Role.FUNCTION)
            || t.is(after + 1, Role.PAST)
            || t.ends(after + 1, "ed");
    return determined && noun && ends;
  }

  /** "a Boeing 737 jet": a determiner and a name ahead of it, so the noun is not what it counts. */
  private static boolean isModel(Tokens t, int number) {
    int first = number - 1;
    while (number - first < LONGEST_NAME
        && t.named(first - 1)
        && !t.is(first - 1, Role.FUNCTION)
        && !t.startsSentence(first)) {
      first--;
    }
    boolean one = t.isAny(first - 1, "a", "an") && t.length(number) <= MODEL_DIGITS;
    boolean determined = t.is(first - 1, Role.DETERMINER) || t.is(first - 1, "the");
    return (one || determined && t.length(number) == MODEL_DIGITS) && t.plainDigits(number);
  }
}

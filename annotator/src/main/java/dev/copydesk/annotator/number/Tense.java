package dev.copydesk.annotator.number;

/** Tells from the words of a sentence whether it looks back or ahead. */
final class Tense {
  private static final int WINDOW = 24;

  private final Tokens t;

  Tense(Tokens tokens) {
    this.t = tokens;
  }

  /** The nearest verb that shows a tense decides, those before the mention first. */
  boolean ahead(int i) {
    if (t.isAny(i - 1, "until", "till", "by")) {
      return true;
    }
    for (int k = i - 1; k >= 0 && k > i - WINDOW && !t.endsSentence(k); k--) {
      if (t.is(k, Role.FUTURE)) {
        return true;
      }
      if (past(k)) {
        return false;
      }
    }
    for (int k = i + 1; k < t.size() && k < i + WINDOW && !t.endsSentence(k); k++) {
      if (t.is(k, Role.FUTURE)) {
        return true;
      }
      if (past(k)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a word ahead of the mention says so, or nothing stands ahead of it but "in". */
  boolean announced(int i) {
    for (int k = i - 1; k >= 0 && k > i - WINDOW && !t.endsSentence(k); k--) {
      if (t.is(k, Role.FUTURE) || past(k)) {
        return t.is(k, Role.FUTURE);
      }
    }
    return t.startsSentence(i - 1) || t.isAny(i - 2, "or", "and", "but") && t.startsSentence(i - 2);
  }

  /** A word that tells of the past: an irregular verb of the vocabulary, or one in "-ed". */
  private boolean past(int k) {
    if (t.is(k - 1, Role.FUTURE)) { // "will have"
      return false;
    }
    if (t.is(k, "last") && t.isAny(k + 2, "of", "in")) { // "the last Friday of October"
      return false;
    }
    return t.is(k, Role.PAST) || t.is(k, Tokens.WORD) && t.length(k) > 3 && t.ends(k, "ed");
  }
}

package dev.copydesk.annotator.clean;

import java.util.Locale;
import java.util.Map;

/**
 * How much a word speaks for article rather than furniture: the logarithm of how many times more
 * pages have it in their article. Learnt, with other parts of {@link BlockModel}.
 */
final class WordOdds {
  /** Words beyond these add nothing to what the others have said. */
  private static final int MOST_WORDS = 40;

  private static final int LONGEST_WORD = 30;

  private final Map<String, Float> odds;

  /**
   * @param odds of words in lower case; a word that is missing says nothing
   */
  WordOdds(Map<String, Float> odds) {
    this.odds = odds;
  }

  /** What takes the words of a text one by one. */
  interface Taker {
    void take(String word);
  }

  /**
   * The words of a text: runs of letters in lower case, and one sign for any number.
   *
   * @param most how many at most
   */
  static void each(String text, int most, Taker taker) {
    int start = -1;
    int taken = 0;
    boolean digits = false;
    for (int i = 0; i <= text.length() && taken < most; i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean digit = c >= '0' && c <= '9';
      if (start >= 0 && (digit != digits || !(digit || Character.isLetter(c)))) {
        if (digits) {
          taker.take("0");
          taken++;
        } else if (i - start <= LONGEST_WORD) {
          taker.take(text.substring(start, i).toLowerCase(Locale.ROOT));
          taken++;
        }
        start = -1;
      }
      if (start < 0 && (digit || Character.isLetter(c))) {
        start = i;
        digits = digit;
      }
      if (c == '©' || c == '@' || c == '|' || c == '»' || c == '›') {
        taker.take(String.valueOf(c));
        taken++;
      }
    }
  }

  /**
   * What the first words of a text say.
   *
   * @param sum of the odds
   * @param mean over those of the first dozen that are known, 0 where none is
   * @param firstMean the same of the first two
   */
  record Heard(float sum, float mean, float firstMean) {}

  Heard hear(String text) {
    Ear ear = new Ear();
    each(text, MOST_WORDS, ear);
    return new Heard(ear.sum, ear.mean(), ear.firstMean());
  }

  /** Sum of the odds of a text's first words. */
  float sum(String text) {
    Ear ear = new Ear();
    each(text, MOST_WORDS, ear);
    return ear.sum;
  }

  /** Adds up odds in the order of the words. */
  private final class Ear implements Taker {
    private static final int FEW = 12;
    private static final int FIRST = 2;

    private int taken;
    private float sum;
    private float fewSum;
    private int few;
    private float firstSum;
    private int first;

    @Override
    public void take(String word) {
      Float known = odds.get(word);
      if (known != null) {
        sum += known;
        fewSum += taken < FEW ? known : 0;
        few += taken < FEW ? 1 : 0;
        firstSum += taken < FIRST ? known : 0;
        first += taken < FIRST ? 1 : 0;
      }
      taken++;
    }

    private float mean() {
      return few == 0 ? 0 : fewSum / few;
    }

    private float firstMean() {
      return first == 0 ? 0 : firstSum / first;
    }
  }

  Map<String, Float> table() {
    return odds;
  }
}

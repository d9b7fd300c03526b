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

  /** Sum of the odds of a text's first words. */
  float sum(String text) {
    float[] sum = new float[1];
    each(text, MOST_WORDS, word -> sum[0] += odds.getOrDefault(word, 0f));
    return sum[0];
  }

  /** Mean over the first words that are known, 0 where none is. */
  float mean(String text, int most) {
    float[] sum = new float[2];
    each(
        text,
        most,
        word -> {
          Float known = odds.get(word);
          if (known != null) {
            sum[0] += known;
            sum[1]++;
          }
        });
    return sum[1] == 0 ? 0 : sum[0] / sum[1];
  }

  Map<String, Float> table() {
    return odds;
  }
}

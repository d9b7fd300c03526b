package dev.copydesk.annotator.clean;

import dev.copydesk.annotator.page.Block;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a block.
 *
 * @param words how many it has
 * @param endsSentence whether it ends as a sentence does, closing quotes aside
 * @param stopWords share of English function words, 0 to 1
 * @param furniture what kind of furniture its words make it, or null
 * @param scope what kind of furniture the elements around it make it, or null
 */
record Features(
    int words,
    boolean endsSentence,
    double stopWords,
    @Nullable Reason furniture,
    @Nullable Reason scope) {

  private static final Set<String> STOP_WORDS =
      Set.of(
          "the", "a", "an", "of", "to", "in", "and", "is", "are", "was", "were", "that", "it",
          "for", "on", "with", "as", "at", "by", "from", "has", "have", "had", "be", "been", "but",
          "not", "they", "he", "she", "his", "her", "their", "its", "this", "which", "who", "would",
          "will", "said", "or", "we", "you", "i");

  /** The block by itself. */
  static Features of(Block block, Furniture vocabulary) {
    String text = block.text();
    int words = 0;
    int stops = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == ' ') {
        if (i > start) {
          words++;
          stops += i - start <= 5 && STOP_WORDS.contains(lower(text, start, i)) ? 1 : 0;
        }
        start = i + 1;
      }
    }
    return new Features(
        words,
        endsSentence(text),
        words == 0 ? 0 : (double) stops / words,
        vocabulary.of(text, words),
        null);
  }

  Features within(@Nullable Reason around) {
    return around == null ? this : new Features(words, endsSentence, stopWords, furniture, around);
  }

  private static String lower(String text, int start, int end) {
    char first = text.charAt(start);
    return Character.isUpperCase(first)
        ? Character.toLowerCase(first) + text.substring(start + 1, end)
        : text.substring(start, end);
  }

  private static boolean endsSentence(String text) {
    int i = text.length() - 1;
    while (i > 0 && "\"'”’)»]".indexOf(text.charAt(i)) >= 0) {
      i--;
    }
    return i >= 0 && ".!?:;。！？".indexOf(text.charAt(i)) >= 0 && !text.endsWith("...");
  }

  /** Running prose: long enough, and ended like a sentence unless it is very long. */
  boolean isProse() {
    return furniture == null && ((words >= 8 && endsSentence) || words >= 25);
  }
}

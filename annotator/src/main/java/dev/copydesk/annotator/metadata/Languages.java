package dev.copydesk.annotator.metadata;

import com.ibm.icu.util.ULocale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the language of a text: what is declared, else English or nothing. */
final class Languages {
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "of", "and", "to", "in", "that", "is", "was", "for", "it", "with", "as", "his",
          "on", "be", "at", "by", "had", "are", "but", "from", "have", "this", "which", "they");
  private static final int FEWEST_WORDS = 20;
  private static final double SHARE = 0.12;
  private static final int SAMPLE = 5000;

  private Languages() {}

  /** A well-formed BCP 47 tag of what a page declares, or null. */
  static @Nullable String tag(@Nullable String declared) {
    if (declared == null || declared.isBlank() || declared.length() > 35) {
      return null;
    }
    String tag = ULocale.forLanguageTag(declared.strip().replace('_', '-')).toLanguageTag();
    return tag.equals("und") || tag.startsWith("x-") ? null : tag;
  }

  /** "en" where the words between the words are English, else null: an honest don't know. */
  static @Nullable String vote(String text) {
    int words = 0;
    int english = 0;
    for (String word : text.substring(0, Math.min(SAMPLE, text.length())).split("\\s+")) {
      words++;
      english += ENGLISH.contains(word) ? 1 : 0;
    }
    return words >= FEWEST_WORDS && english >= words * SHARE ? "en" : null;
  }
}

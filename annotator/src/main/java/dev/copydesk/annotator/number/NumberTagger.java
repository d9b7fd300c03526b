package dev.copydesk.annotator.number;

import dev.copydesk.schema.v1.NumberMention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbers in English text. Implementations are immutable and safe for use by many
 * threads.
 */
public interface NumberTagger {

  /**
   * Tags both fields of an article.
   *
   * @param published ISO 8601 date or time that relative dates are resolved against, as precise as
   *     it is known; null leaves them unanchored
   * @return the mentions of the text, then those of the headline, each in order of start; offsets
   *     in UTF-16 code units, end exclusive
   */
  List<NumberMention> tag(@Nullable String headline, String text, @Nullable String published);
}

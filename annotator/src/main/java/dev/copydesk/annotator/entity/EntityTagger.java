package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names in English text. Implementations are immutable and safe for use by many threads.
 */
@FunctionalInterface
public interface EntityTagger {

  /** Finds nothing, for those who want text and numbers alone. */
  EntityTagger NONE = (_, _) -> List.of();

  /**
   * Tags both fields of an article, which agree with each other on who is who.
   *
   * @return the mentions of the text, then those of the headline, each in order of start, without
   *     overlaps; offsets in UTF-16 code units, end exclusive
   */
  List<Entity> tag(@Nullable String headline, String text);
}

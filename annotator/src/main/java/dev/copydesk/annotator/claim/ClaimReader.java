package dev.copydesk.annotator.claim;

import dev.copydesk.schema.v1.Claim;
import dev.copydesk.schema.v1.Entity;
import dev.copydesk.schema.v1.NumberMention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts numbers, names and the sentence around them together. Implementations are immutable. */
public interface ClaimReader {

  /**
   * @param text the body
   * @param numbers all numbers of the article; {@link Claim#getNumber} is an index into this list
   * @param entities all names of the article
   * @param published ISO 8601 date or time of publication, or null
   */
  List<Claim> read(
      String text, List<NumberMention> numbers, List<Entity> entities, @Nullable String published);
}

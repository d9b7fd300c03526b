package dev.copydesk.annotator.entity;

import dev.copydesk.schema.v1.EntityType;
import dev.copydesk.schema.v1.TextField;
import org.jspecify.annotations.Nullable;

/**
 * A name found, before the article agrees with itself.
 *
 * @param sure whether the type comes from the name itself rather than from what is usual
 */
record Mention(
    TextField field, int start, int end, EntityType type, @Nullable String country, boolean sure) {

  Mention type(EntityType newType) {
    return new Mention(field, start, end, newType, country, sure);
  }
}

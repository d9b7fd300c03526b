package dev.copydesk.annotator.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of an article beside its page: the header of a mail, the front matter of a Markdown
 * file.
 *
 * @param byline as written
 * @param published and {@code updated}: as written, or ISO 8601
 */
public record Envelope(
    @Nullable String headline,
    @Nullable String description,
    List<String> byline,
    @Nullable String published,
    @Nullable String updated,
    @Nullable String language,
    List<String> keywords) {

  public static final Envelope NONE =
      new Envelope(null, null, List.of(), null, null, null, List.of());
}

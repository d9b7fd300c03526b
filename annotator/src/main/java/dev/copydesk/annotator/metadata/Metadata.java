package dev.copydesk.annotator.metadata;

import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.Image;
import dev.copydesk.schema.v1.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an article says of itself. Names and values are those of {@code EnrichedArticle}.
 *
 * @param domain host name in lower case without "www."
 * @param published and {@code updated}: ISO 8601, exactly as precise as the page is
 */
public record Metadata(
    @Nullable String publisher,
    @Nullable String domain,
    @Nullable String url,
    @Nullable String headline,
    @Nullable String description,
    List<String> byline,
    @Nullable String agency,
    @Nullable Place dateline,
    @Nullable String section,
    List<String> keywords,
    List<Image> images,
    @Nullable DatedFrom published,
    @Nullable DatedFrom updated,
    @Nullable String language,
    Wire wire) {

  /** What only a structured item says. */
  public record Wire(
      @Nullable String slugline,
      @Nullable Integer urgency,
      @Nullable String ednote,
      @Nullable String usageterms) {
    static final Wire NONE = new Wire(null, null, null, null);
  }
}

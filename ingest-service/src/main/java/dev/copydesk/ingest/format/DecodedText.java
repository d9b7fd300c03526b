package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.TextCharset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Text is taken only if every byte of it is a character. */
final class DecodedText {

  private DecodedText() {}

  /**
   * The article, or why its bytes are no text.
   *
   * @param declared charset, by its IANA name, or null
   * @param rejectedAt the position that a rejection names
   * @param article of the charset that the bytes are in
   */
  static Item item(
      byte[] bytes, @Nullable String declared, int rejectedAt, Function<String, Item> article) {
    return switch (TextCharset.of(bytes, declared)) {
      case TextCharset.Decodes(String charset) -> article.apply(charset);
      case TextCharset.Undecodable(String tried, long offset) ->
          RejectionCode.UNDECODABLE.item(
              rejectedAt,
              rejectedAt == Item.Rejected.WHOLE_FILE ? null : bytes,
              "byte %d is not %s",
              offset,
              tried);
    };
  }
}

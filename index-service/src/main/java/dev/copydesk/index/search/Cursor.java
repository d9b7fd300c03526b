package dev.copydesk.index.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ended: the last hit's place in the order, so that paging neither repeats nor leaves
 * out a hit of an index at rest.
 *
 * @param score 0 where the order is not by score
 * @param published epoch milliseconds; where the article does not say, {@link Long#MIN_VALUE}, or
 *     {@link Long#MAX_VALUE} with the oldest first
 */
public record Cursor(float score, long published, String id) {

  private static final int FIXED_BYTES = Float.BYTES + Long.BYTES;

  /** Opaque, safe in an address. */
  public String encode() {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(FIXED_BYTES + name.length)
            .putFloat(score)
            .putLong(published)
            .put(name)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * @throws BadRequestException BAD_CURSOR if it is none of ours
   */
  public static Cursor decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length > FIXED_BYTES) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        float score = buffer.getFloat();
        long published = buffer.getLong();
        if (Float.isFinite(score)) {
          return new Cursor(score, published, StandardCharsets.UTF_8.decode(buffer).toString());
        }
      }
    } catch (IllegalArgumentException _) {
      // Not Base64: refused below like any other foreign text.
    }
    throw new BadRequestException(
        "BAD_CURSOR",
        "The cursor is not one that a search returned",
        "Use the value of \"next\" as it is, or leave cursor out to begin anew");
  }
}

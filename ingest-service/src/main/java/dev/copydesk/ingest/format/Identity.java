package dev.copydesk.ingest.format;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names for articles and files that follow from what they are, not from when they came. */
public final class Identity {

  private static final int ID_DIGITS = 32;

  private Identity() {}

  /** Identity of an article that its source names; the same name in another feed is another. */
  static String ofUri(String feed, String uri) {
    // No feed and no URI holds a zero byte, so that no two pairs run together.
    return sha256((feed + '\0' + uri).getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /** Identity of an article that has nothing but its bytes. */
  static String ofBytes(String sha256) {
    return sha256.substring(0, ID_DIGITS);
  }

  /** SHA-256, in lower-case hexadecimal. */
  public static String sha256(byte[] bytes) {
    return hex(digest().digest(bytes));
  }

  /** A SHA-256 to be fed piece by piece. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Lower-case hexadecimal. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

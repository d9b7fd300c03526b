package dev.copydesk.service.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that nobody vouches for, as people read them: as text where they are UTF-8, else in hex
 * beside what is printable, {@value #BYTES_A_ROW} a line. The text may hold control characters.
 *
 * @param hex whether they are shown in hex
 * @param cut whether there were more bytes than were asked for
 */
public record Legible(String text, boolean hex, boolean cut) {

  private static final int BYTES_A_ROW = 16;

  /** UTF-8 takes at most four bytes for a character, so a cut leaves three at most. */
  private static final int MOST_BYTES_CUT = 3;

  /**
   * @param most bytes to be shown
   */
  public static Legible of(byte @Nullable [] bytes, int most) {
    byte[] first = first(bytes, most);
    boolean cut = bytes != null && first.length < bytes.length;
    return text(first, cut ? MOST_BYTES_CUT : 0)
        .map(text -> new Legible(text, false, cut))
        .orElseGet(() -> new Legible(hex(first), true, cut));
  }

  /** In hex, even where they are text. */
  public static Legible inHex(byte @Nullable [] bytes, int most) {
    byte[] first = first(bytes, most);
    return new Legible(hex(first), true, bytes != null && first.length < bytes.length);
  }

  /** In one piece: text, or else {@code 0x} and the digits. */
  public static String whole(byte[] bytes) {
    return text(bytes, 0).orElseGet(() -> "0x" + HexFormat.of().formatHex(bytes));
  }

  private static byte[] first(byte @Nullable [] bytes, int most) {
    return bytes == null ? new byte[0] : Arrays.copyOf(bytes, Math.min(bytes.length, most));
  }

  /** Empty where the bytes are no text. */
  private static Optional<String> text(byte[] bytes, int mostLeftOut) {
    for (int leftOut = 0; leftOut <= Math.min(mostLeftOut, bytes.length); leftOut++) {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, bytes.length - leftOut))
                .toString();
        return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
      } catch (CharacterCodingException _) {
        // Perhaps the cut went through the last character.
      }
    }
    return Optional.empty();
  }

  private static String hex(byte[] bytes) {
    HexFormat format = HexFormat.ofDelimiter(" ");
    StringBuilder rows = new StringBuilder();
    for (int at = 0; at < bytes.length; at += BYTES_A_ROW) {
      int end = Math.min(bytes.length, at + BYTES_A_ROW);
      StringBuilder readable = new StringBuilder();
      for (int i = at; i < end; i++) {
        readable.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
      }
      rows.append("%08x  %-47s  %s\n".formatted(at, format.formatHex(bytes, at, end), readable));
    }
    return rows.toString();
  }
}

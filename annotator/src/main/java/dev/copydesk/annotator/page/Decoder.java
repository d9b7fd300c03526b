package dev.copydesk.annotator.page;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into characters: byte order mark, declared charset, UTF-8, and only then a guess.
 *
 * <p>Each is tried strictly, so that a wrong declaration falls through to the next.
 */
final class Decoder {
  /** Where HTML declares its charset (the standard looks at the first 1024 bytes, pages differ). */
  private static final int DECLARATION_WINDOW = 4096;

  private static final int GUESS_WINDOW = 64 * 1024;
  private static final int LEAST_CONFIDENCE = 10;
  private static final Pattern META_CHARSET =
      Pattern.compile("charset\\s{0,8}=\\s{0,8}[\"']?([A-Za-z0-9_.:-]{2,40})");

  private Decoder() {}

  /** The text, or null where the bytes are no text in any charset. */
  static @Nullable String decode(byte[] bytes, @Nullable String declared, boolean html) {
    String marked = byMark(bytes);
    if (marked != null) {
      return marked;
    }
    String text = declared == null ? null : strictly(bytes, declared);
    if (text == null && html) {
      String named = namedInside(bytes);
      text = named == null ? null : strictly(bytes, named);
    }
    if (text == null) {
      text = strictly(bytes, "UTF-8");
    }
    return text == null ? guess(bytes) : text;
  }

  private static @Nullable String byMark(byte[] b) {
    if (b.length >= 3 && (b[0] & 0xFF) == 0xEF && (b[1] & 0xFF) == 0xBB && (b[2] & 0xFF) == 0xBF) {
      return strictly(Arrays.copyOfRange(b, 3, b.length), "UTF-8");
    }
    if (b.length >= 2 && (b[0] & 0xFF) == 0xFE && (b[1] & 0xFF) == 0xFF) {
      return strictly(Arrays.copyOfRange(b, 2, b.length), "UTF-16BE");
    }
    if (b.length >= 2 && (b[0] & 0xFF) == 0xFF && (b[1] & 0xFF) == 0xFE) {
      return strictly(Arrays.copyOfRange(b, 2, b.length), "UTF-16LE");
    }
    return null;
  }

  private static @Nullable String namedInside(byte[] bytes) {
    int end = Math.min(bytes.length, DECLARATION_WINDOW);
    Matcher m = META_CHARSET.matcher(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    return m.find() ? m.group(1) : null;
  }

  private static @Nullable String strictly(byte[] bytes, String charset) {
    try {
      String text =
          webCharset(charset)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return looksBinary(text) ? null : text;
    } catch (CharacterCodingException
        | IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException wrongCharset) {
      return null; // the caller tries the next one
    }
  }

  /** The web reads Latin-1 as windows-1252 (WHATWG Encoding). */
  private static Charset webCharset(String name) {
    Charset charset = Charset.forName(name);
    return charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)
        ? Charset.forName("windows-1252")
        : charset;
  }

  private static @Nullable String guess(byte[] bytes) {
    CharsetDetector detector = new CharsetDetector();
    detector.setText(Arrays.copyOf(bytes, Math.min(bytes.length, GUESS_WINDOW)));
    for (CharsetMatch match : detector.detectAll()) {
      if (match.getConfidence() >= LEAST_CONFIDENCE) {
        String text = strictly(bytes, match.getName());
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  /** Text has hardly any control characters but white space. */
  private static boolean looksBinary(String text) {
    long controls = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      controls += c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' ? 1 : 0;
    }
    return controls * 50 > text.length();
  }
}

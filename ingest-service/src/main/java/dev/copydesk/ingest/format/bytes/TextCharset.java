package dev.copydesk.ingest.format.bytes;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which charset a text is in: the one of its mark; else the one declared, UTF-8, or one detected,
 * whichever first decodes every byte of it.
 */
public sealed interface TextCharset {

  /** All bytes are text in this charset. */
  record Decodes(String name) implements TextCharset {}

  /**
   * The bytes are no text.
   *
   * @param tried the charset that they are said to be in
   * @param offset of the first byte that is none of it
   */
  record Undecodable(String tried, long offset) implements TextCharset {}

  /**
   * Decides.
   *
   * @param declared IANA name, or null
   */
  static TextCharset of(byte[] bytes, @Nullable String declared) {
    ByteOrderMark mark = ByteOrderMark.of(bytes);
    if (mark != null) {
      return decided(mark.charset(), Trial.of(bytes, mark.length(), mark.charset()));
    }
    Charset wide = Head.wideCharset(bytes, Math.min(bytes.length, Head.LENGTH));
    if (wide != null) {
      return decided(wide, Trial.of(bytes, 0, wide));
    }
    Charset said = declared == null ? null : DeclaredCharset.known(declared);
    if (said != null && said.canEncode()) {
      Trial trial = Trial.of(bytes, 0, said);
      if (trial.isText()) {
        return new Decodes(said.name());
      }
    }
    Trial utf8 = Trial.of(bytes, 0, StandardCharsets.UTF_8);
    if (utf8.isText() || utf8.isDamagedUtf8()) {
      return decided(StandardCharsets.UTF_8, utf8);
    }
    String detected = Trial.detect(bytes);
    return detected == null ? decided(StandardCharsets.UTF_8, utf8) : new Decodes(detected);
  }

  private static TextCharset decided(Charset charset, Trial trial) {
    return trial.isText()
        ? new Decodes(charset.name())
        : new Undecodable(charset.name(), trial.firstFault());
  }

  /**
   * What came of decoding bytes in some charset.
   *
   * @param malformed how many stretches do not decode
   * @param wellFormed how many characters beyond ASCII do
   * @param controls characters that no text has
   * @param firstFault offset of the first byte that does not decode, or of the first control; -1
   *     where there is none
   */
  record Trial(long malformed, long wellFormed, long controls, long chars, long firstFault) {

    private static final int CHARS = 4096;
    private static final int DETECTION_WINDOW = 64 * 1024;
    private static final int LEAST_CONFIDENCE = 10;

    /** One character in so many may be a control. */
    private static final int CONTROLS = 50;

    /** So many sequences of UTF-8 for one that is broken are no accident. */
    private static final int NO_ACCIDENT = 10;

    public static Trial of(byte[] bytes, int from, Charset charset) {
      CharsetDecoder decoder =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
      // No charset makes more characters of some bytes than two for each.
      CharBuffer sink = CharBuffer.allocate(Math.min(CHARS, 2 * in.remaining() + 2));
      char[] decoded = sink.array();
      long malformed = 0;
      long wellFormed = 0;
      long controls = 0;
      long chars = 0;
      long firstFault = -1;
      while (true) {
        int start = in.position();
        CoderResult result = decoder.decode(in, sink, true);
        int count = sink.position();
        chars += count;
        for (int i = 0; i < count; i++) {
          char c = decoded[i];
          wellFormed += c >= 0x80 ? 1 : 0;
          if (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
            controls++;
            firstFault = firstFault < 0 ? start : firstFault;
          }
        }
        sink.clear();
        if (result.isError()) {
          firstFault = malformed == 0 ? in.position() : firstFault;
          malformed++;
          in.position(in.position() + result.length());
        } else if (result.isUnderflow()) {
          return new Trial(malformed, wellFormed, controls, chars, firstFault);
        }
      }
    }

    boolean isText() {
      return malformed == 0 && controls * CONTROLS <= chars;
    }

    /** Whether it was UTF-8 before some bytes of it were lost. */
    boolean isDamagedUtf8() {
      return malformed > 0 && wellFormed > NO_ACCIDENT * malformed;
    }

    private static @Nullable String detect(byte[] bytes) {
      CharsetDetector detector = new CharsetDetector();
      detector.setText(Arrays.copyOf(bytes, Math.min(bytes.length, DETECTION_WINDOW)));
      for (CharsetMatch match : detector.detectAll()) {
        Charset charset = DeclaredCharset.known(match.getName());
        if (match.getConfidence() >= LEAST_CONFIDENCE
            && charset != null
            && of(bytes, 0, charset).isText()) {
          return charset.name();
        }
      }
      return null;
    }
  }
}

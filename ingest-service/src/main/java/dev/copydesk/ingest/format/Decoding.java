package dev.copydesk.ingest.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.OptionalLong;

/** Tells whether bytes are text in a charset, without keeping the text. */
final class Decoding {

  private Decoding() {}

  /** Offset of the first byte that does not decode; empty where all do. */
  static OptionalLong firstMalformed(byte[] bytes, int from, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    CharBuffer sink = CharBuffer.allocate(4096);
    while (true) {
      CoderResult result = decoder.decode(in, sink, true);
      if (result.isError()) {
        return OptionalLong.of(in.position());
      }
      if (result.isUnderflow()) {
        return OptionalLong.empty();
      }
      sink.clear();
    }
  }
}

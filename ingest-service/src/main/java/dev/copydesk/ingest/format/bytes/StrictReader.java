package dev.copydesk.ingest.format.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Characters of a stream up to the first byte that is none, whose offset it names. */
public final class StrictReader extends Reader {

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(8 * 1024).flip();
  private long read;
  private boolean ended;

  /** A byte does not decode. */
  public static final class MalformedBytesException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    MalformedBytesException(long offset) {
      super("malformed at byte " + offset);
      this.offset = offset;
    }

    /** Of the byte in the stream, from 0. */
    public long offset() {
      return offset;
    }
  }

  public StrictReader(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(chars, offset, length);
    while (length > 0) {
      CoderResult result = decoder.decode(bytes, out, ended);
      int decoded = out.position() - offset;
      if (decoded > 0) {
        return decoded;
      }
      if (result.isError()) {
        throw new MalformedBytesException(read - bytes.remaining());
      }
      if (ended) {
        return -1;
      }
      bytes.compact();
      int more = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = more < 0;
      read += Math.max(0, more);
      bytes.position(bytes.position() + Math.max(0, more));
      bytes.flip();
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

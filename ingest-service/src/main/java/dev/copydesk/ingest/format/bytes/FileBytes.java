package dev.copydesk.ingest.format.bytes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, or of a file in an archive. It remembers its own failure, so that a parser's
 * complaint about the content is told from trouble with the reading.
 */
public final class FileBytes extends PushbackInputStream {

  private long count;
  private @Nullable IOException failure;

  public FileBytes(InputStream in) {
    super(in, Head.LENGTH);
  }

  /** Bytes handed out so far. */
  public long count() {
    return count;
  }

  /**
   * To be called where a parser failed.
   *
   * @throws IOException if it failed since the bytes could not be read
   */
  public void requireReadable() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** The same bytes for parsers that close what they have read to its end. */
  public InputStream heldOpen() {
    return new FilterInputStream(this) {
      @Override
      public void close() {}
    };
  }

  /** Reads what is left, so that whoever hashes the stream has seen all of it. */
  public void drain() throws IOException {
    // Mostly nothing is left.
    if (read() >= 0) {
      byte[] sink = new byte[16 * 1024];
      while (read(sink, 0, sink.length) >= 0) {
        // Nobody needs them.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = super.read(bytes, offset, length);
      count += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void unread(byte[] bytes, int offset, int length) throws IOException {
    super.unread(bytes, offset, length);
    count -= length;
  }
}

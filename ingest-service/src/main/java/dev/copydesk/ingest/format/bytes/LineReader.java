package dev.copydesk.ingest.format.bytes;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines, holding no more of one than a given length. */
public final class LineReader implements Closeable {

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int next;
  private int end;

  /**
   * A line.
   *
   * @param bytes without the line end (LF or CR LF); null where they are more than the limit
   * @param length of the line in bytes, without the line end's LF
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Line(byte @Nullable [] bytes, long length) {}

  public LineReader(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /** The next line, or null after the last. */
  public @Nullable Line next() throws IOException {
    line.reset();
    long length = 0;
    while (fill()) {
      int start = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      length += next - start;
      // One byte over the limit is room for the CR of a line that is just long enough.
      int keep = (int) Math.min(next - start, most + 1L - line.size());
      line.write(buffer, start, keep);
      if (next < end) {
        next++;
        return finish(length);
      }
    }
    return length == 0 ? null : finish(length);
  }

  private Line finish(long length) {
    byte[] bytes = line.toByteArray();
    if (length == bytes.length && length > 0 && bytes[bytes.length - 1] == '\r') {
      bytes = Arrays.copyOf(bytes, bytes.length - 1);
    }
    return length > bytes.length + 1L || bytes.length > most
        ? new Line(null, length)
        : new Line(bytes, length);
  }

  private boolean fill() throws IOException {
    if (next < end) {
      return true;
    }
    next = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package dev.copydesk.ingest.format.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a JSON array in UTF-8 into the bytes of its elements as they stand, holding no more of one
 * than a given length. Whether an element is valid is for its reader: as long as brackets and
 * quotes pair, a broken one leaves its neighbours whole.
 */
public final class JsonElements {

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[64 * 1024];
  private int next;
  private int end;
  private boolean opened;
  private boolean closed;

  /**
   * An element.
   *
   * @param bytes without white space around it; null where they are more than the limit
   * @param length in bytes
   * @param isComplete whether a comma or the array's end follows; what comes after it is lost
   *     otherwise
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Element(byte @Nullable [] bytes, long length, boolean isComplete) {}

  /**
   * @param in from a byte before the array's bracket, white space apart
   */
  public JsonElements(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /** The next element, or null after the last; what follows the array is an incomplete one. */
  public @Nullable Element next() throws IOException {
    int first = afterSpace();
    if (!opened) {
      opened = true;
      first = first == '[' ? afterSpace() : first;
      if (first == ']') {
        closed = true;
        first = afterSpace();
      }
    }
    if (closed) {
      return first < 0 ? null : new Element(null, 0, false);
    }
    return element(first);
  }

  private Element element(int first) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long length = 0;
    int depth = 0;
    boolean quoted = false;
    boolean escaped = false;
    for (int b = first; b >= 0; b = read()) {
      if (quoted) {
        quoted = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (depth == 0 && (b == ',' || b == ']')) {
        closed = b == ']';
        return cut(kept, length, true);
      } else {
        quoted = b == '"';
        depth += b == '{' || b == '[' ? 1 : b == '}' || b == ']' ? -1 : 0;
        depth = Math.max(0, depth);
      }
      if (length++ < most) {
        kept.write(b);
      }
    }
    closed = true;
    return cut(kept, length, false);
  }

  private Element cut(ByteArrayOutputStream kept, long length, boolean isComplete) {
    if (length > most) {
      return new Element(null, length, isComplete);
    }
    byte[] bytes = kept.toByteArray();
    int to = bytes.length;
    while (to > 0 && isSpace(bytes[to - 1])) {
      to--;
    }
    return new Element(Arrays.copyOf(bytes, to), to, isComplete);
  }

  private int afterSpace() throws IOException {
    int b = read();
    while (b >= 0 && isSpace(b)) {
      b = read();
    }
    return b;
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int read() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[next++] & 0xFF;
  }
}

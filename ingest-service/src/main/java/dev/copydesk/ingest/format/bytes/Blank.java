package dev.copydesk.ingest.format.bytes;

/** White space that is told in bytes: ASCII's and, after a byte order mark, UTF-16's. */
public final class Blank {

  private Blank() {}

  public static boolean isBlank(byte[] bytes, int from, int to) {
    ByteOrderMark mark = from == 0 ? ByteOrderMark.of(bytes) : null;
    int start = mark == null ? from : from + mark.length();
    if (mark != null && mark.charset().name().startsWith("UTF-16")) {
      return new String(bytes, start, to - start, mark.charset()).isBlank();
    }
    for (int i = start; i < to; i++) {
      byte b = bytes[i];
      if (b != ' ' && (b < '\t' || b > '\r')) {
        return false;
      }
    }
    return true;
  }
}

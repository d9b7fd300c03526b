package dev.copydesk.annotator.page;

import java.util.Arrays;

/**
 * A page in which each "&lt;" with no end of a name behind it is written "&amp;lt;": it opens no
 * tag, and the parser would take n² steps to see that.
 *
 * @param html to parse
 * @param escaped where in it those are
 */
@SuppressWarnings("ArrayRecordComponent")
record EndlessTags(String html, int[] escaped) {
  private static final int LONGEST_TAG_NAME = 100;
  private static final String ESCAPE = "&lt;";

  static EndlessTags escape(String source) {
    StringBuilder out = null;
    int[] escaped = new int[16];
    int count = 0;
    int copied = 0;
    for (int at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) {
      int end = at + 1;
      int limit = Math.min(source.length(), at + LONGEST_TAG_NAME);
      while (end < limit && " \t\r\n\f/>!-".indexOf(source.charAt(end)) < 0) {
        end++;
      }
      if (end == at + LONGEST_TAG_NAME) {
        out = out == null ? new StringBuilder(source.length() + 1000) : out;
        out.append(source, copied, at);
        escaped = count == escaped.length ? Arrays.copyOf(escaped, 2 * count) : escaped;
        escaped[count++] = out.length();
        out.append(ESCAPE);
        copied = at + 1;
      }
    }
    String html = out == null ? source : out.append(source, copied, source.length()).toString();
    return new EndlessTags(html, Arrays.copyOf(escaped, count));
  }

  boolean isAsItWas() {
    return escaped.length == 0;
  }

  /** Where in the source a place of what was parsed is, UTF-16 both. */
  int original(int at) {
    int found = Arrays.binarySearch(escaped, at);
    int before = found < 0 ? -found - 1 : found;
    return at - before * (ESCAPE.length() - 1);
  }
}

package dev.copydesk.annotator.page;

import java.util.Arrays;

/**
 * Where each character of a text is from: a stretch of the decoded source, in UTF-16 code units,
 * without its byte order mark.
 *
 * <p>A character that was left as it was has a stretch of one. One that stands for several, as a
 * blank for a line break or "é" for an entity or for a letter and its accent, has the stretch of
 * all of them. A blank that was put in, where a dump lost the one between two sentences, has an
 * empty one. Where a parser does not tell better, all characters of a run have the stretch of the
 * run.
 */
public final class Origins {
  private final int[] starts;
  private final int[] ends;

  Origins(int[] starts, int[] ends, int length) {
    this.starts = Arrays.copyOf(starts, length);
    this.ends = Arrays.copyOf(ends, length);
  }

  /** How many characters the text has. */
  public int length() {
    return starts.length;
  }

  /** Where in the source the character at an index starts. */
  public int start(int i) {
    return starts[i];
  }

  /** Where in the source the character at an index ends, exclusive. */
  public int end(int i) {
    return ends[i];
  }
}

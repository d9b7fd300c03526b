package dev.copydesk.annotator.page;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text under repair that knows, if it is traced, where each of its characters is from ({@link
 * Origins}). Each repair writes a new one out of the old, so that a repair is written once, traced
 * or not; text that is not traced costs no more than a string builder.
 */
final class Traced implements CharSequence {
  private final StringBuilder text;
  private int @Nullable [] starts;
  private int @Nullable [] ends;

  private Traced(int capacity, boolean traced) {
    text = new StringBuilder(capacity);
    starts = traced ? new int[capacity] : null;
    ends = traced ? new int[capacity] : null;
  }

  static Traced empty(boolean traced) {
    return new Traced(80, traced);
  }

  /** Text of no known origin. */
  static Traced of(CharSequence text) {
    Traced made = new Traced(text.length(), false);
    made.text.append(text);
    return made;
  }

  /** A stretch of the source as it is. */
  static Traced of(String source, int from, int to, boolean traced) {
    Traced made = new Traced(to - from, traced);
    made.text.append(source, from, to);
    if (made.starts != null && made.ends != null) {
      for (int i = from; i < to; i++) {
        made.starts[i - from] = i;
        made.ends[i - from] = i + 1;
      }
    }
    return made;
  }

  /** An empty text that is traced if this is. */
  Traced fresh() {
    return new Traced(text.length(), starts != null);
  }

  /** Appends a character that stands for a stretch of the source. */
  void put(char c, int start, int end) {
    trace(start, end);
    text.append(c);
  }

  /** Appends a character of another text. */
  void copy(Traced from, int i) {
    copy(from, i, from.text.charAt(i));
  }

  /** Appends what stands for a character of another text. */
  void copy(Traced from, int i, char instead) {
    replace(from, i, i + 1, instead);
  }

  /**
   * Appends what stands for the characters [first, past) of another text, one or more. A parser may
   * have moved one of them ahead of another that is before it in the source.
   */
  void replace(Traced from, int first, int past, char instead) {
    if (starts != null && from.starts != null && from.ends != null) {
      int start = Math.min(from.starts[first], from.starts[past - 1]);
      trace(start, Math.max(from.ends[first], from.ends[past - 1]));
    }
    text.append(instead);
  }

  void append(Traced other) {
    if (starts == null) {
      text.append(other.text);
      return;
    }
    for (int i = 0; i < other.length(); i++) {
      copy(other, i);
    }
  }

  /** Appends what nothing in the source stands for. */
  void insert(char c) {
    int end = ends == null || text.isEmpty() ? 0 : ends[text.length() - 1];
    trace(end, end);
    text.append(c);
  }

  private void trace(int start, int end) {
    if (starts == null || ends == null) {
      return;
    }
    int at = text.length();
    if (at == starts.length) {
      starts = Arrays.copyOf(starts, 2 * at + 16);
      ends = Arrays.copyOf(ends, 2 * at + 16);
    }
    starts[at] = start;
    ends[at] = end;
  }

  /** Null where the text is not traced. */
  @Nullable Origins origins() {
    return starts == null || ends == null ? null : new Origins(starts, ends, text.length());
  }

  void clear() {
    text.setLength(0);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int i) {
    return text.charAt(i);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return text.subSequence(from, to);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

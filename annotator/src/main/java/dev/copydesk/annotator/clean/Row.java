package dev.copydesk.annotator.clean;

/** The signals of one block while they are being written, each group behind the other. */
final class Row {
  private final float[] values;
  private int at;

  Row(float[] values) {
    this.values = values;
  }

  void add(double value) {
    values[at++] = (float) value;
  }

  void add(boolean value) {
    values[at++] = value ? 1 : 0;
  }

  /** Of what is counted the ratio matters: one block or two is more than 101 or 102. */
  void log(double value) {
    values[at++] = (float) Math.log1p(value);
  }

  /** Every name has its signal, or the model would look at others than it was taught. */
  void checkFull() {
    if (at != values.length) {
      throw new IllegalStateException("a row of " + at + " signals, not " + values.length);
    }
  }
}

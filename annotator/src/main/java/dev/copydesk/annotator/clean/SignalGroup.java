package dev.copydesk.annotator.clean;

/** Some of the signals that {@link BlockModel} looks at; each group names its own in NAMES. */
interface SignalGroup {

  /** Writes the signals of a block, in the order of their names. */
  void fill(int i, Row row);
}

package dev.copydesk.index;

/** Where a process of the index service is halted, to be killed there. */
enum Failpoint {
  /** It has been told where to begin. */
  BEGUN,
  /** Records were given to it, nothing is done with them. */
  TAKEN,
  /** The sink was given changes, nothing is committed. */
  APPLIED,
  /** The brokers have a dead letter, the place is not moved beyond it. */
  LETTER_SENT,
  /** All is applied and every letter is delivered. */
  BEFORE_COMMIT,
  /** The sink has committed, nobody has been told. */
  AFTER_COMMIT
}

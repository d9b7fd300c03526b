package dev.copydesk.enrich;

/** Where a process of the topology is halted, to be killed there. */
enum Failpoint {
  /** What was remembered is being read again from a changelog. */
  RESTORING,
  /** Records were given to the topology, none of them is processed. */
  POLLED,
  /** A transaction is open and holds nothing. */
  BEGUN,
  /** The brokers have a revision in a changelog. */
  STATE_SENT,
  /** The brokers have an enriched article. */
  ENRICHED_SENT,
  /** The brokers have a dead letter. */
  LETTER_SENT,
  /** All is sent but how far was read. */
  BEFORE_OFFSETS,
  /** All is sent. */
  BEFORE_COMMIT,
  /** The brokers have decided, the process has not heard of it. */
  AFTER_COMMIT
}

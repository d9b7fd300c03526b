package dev.copydesk.enrich.replay;

import java.util.List;

/**
 * What a replay would feed to the topology.
 *
 * @param partitions where it starts and ends in each partition that has anything to replay
 * @param bytes what the planned records take on disk, estimated from the size of the whole topic;
 *     -1 where the brokers do not tell
 */
public record ReplayPlan(Selector selector, List<Part> partitions, long bytes) {

  /**
   * A stretch of a partition of {@code news.raw}.
   *
   * @param from first offset
   * @param to one past the last offset: the end when the plan was made
   */
  public record Part(int partition, long from, long to) {

    /** At most so many records: some offsets are markers of transactions. */
    public long records() {
      return to - from;
    }
  }

  public ReplayPlan {
    partitions = List.copyOf(partitions);
  }

  /** At most so many records: some offsets are markers of transactions. */
  public long records() {
    return partitions.stream().mapToLong(Part::records).sum();
  }
}

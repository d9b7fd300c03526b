package dev.copydesk.enrich.replay;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a replay would feed to the topology.
 *
 * @param partitions where it starts and ends in each partition that has anything to replay
 * @param bytes what the records from start to end take on disk, estimated from the size of the
 *     whole topic; -1 where the brokers do not tell
 * @param rate most records fed a second; empty: as many as the topology takes
 */
public record ReplayPlan(
    Selector selector, Limit limit, List<Part> partitions, long bytes, OptionalDouble rate) {

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

  /** At most so many records are read: some offsets are markers of transactions. */
  public long records() {
    return partitions.stream().mapToLong(Part::records).sum();
  }

  /** The same stretch at most so many records a second. */
  public ReplayPlan atRate(OptionalDouble most) {
    return new ReplayPlan(selector, limit, partitions, bytes, most);
  }

  /** In the words of the command line. */
  public String words() {
    return (selector.words() + " " + limit.words()).strip();
  }
}

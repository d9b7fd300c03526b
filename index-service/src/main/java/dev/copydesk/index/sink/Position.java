package dev.copydesk.index.sink;

import java.time.Instant;
import java.util.Map;

/**
 * How far a topic has been read.
 *
 * @param topic the very topic, since another of the same name has other offsets
 * @param nextOffsets by partition the offset to read next; a partition not named was never read
 * @param asOf everything that the topic held at this time was read, or was still there to be read
 *     when reading began. The topic forgets a tombstone some time after it was written: what was
 *     not read on from here within that time may have missed one.
 */
public record Position(TopicIdentity topic, Map<Integer, Long> nextOffsets, Instant asOf) {

  /**
   * A topic that is not mistaken for another of the same name.
   *
   * @param cluster id of the Kafka cluster
   * @param name the topic's name
   * @param id Kafka's id of the topic, new at every creation
   */
  public record TopicIdentity(String cluster, String name, String id) {}

  public Position {
    nextOffsets = Map.copyOf(nextOffsets);
  }
}

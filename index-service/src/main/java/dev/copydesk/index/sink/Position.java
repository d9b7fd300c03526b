package dev.copydesk.index.sink;

import java.util.Map;

/**
 * How far a topic has been read.
 *
 * @param topic the very topic, since another of the same name has other offsets
 * @param nextOffsets by partition the offset to read next; a partition not named was never read
 */
public record Position(TopicIdentity topic, Map<Integer, Long> nextOffsets) {

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

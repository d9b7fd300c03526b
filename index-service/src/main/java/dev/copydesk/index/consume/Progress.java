package dev.copydesk.index.consume;

import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.service.kafka.replays.ReplayStanding;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far reading is in what the topic held when it was last looked.
 *
 * @param parts by partition its beginning, its end, and the offset that is read next
 */
record Progress(List<ReplayPartition> parts) {

  static final Progress NONE = new Progress(List.of());

  static Progress of(
      Map<TopicPartition, Long> beginnings,
      ToLongFunction<TopicPartition> positions,
      Map<TopicPartition, Long> ends) {
    return new Progress(
        ends.entrySet().stream()
            .map(
                end -> {
                  TopicPartition partition = end.getKey();
                  long from = Math.min(beginnings.getOrDefault(partition, 0L), end.getValue());
                  long next = Math.clamp(positions.applyAsLong(partition), from, end.getValue());
                  return new ReplayPartition(
                      partition.partition(), from, end.getValue(), next, -1L);
                })
            .toList());
  }

  /** Offsets that are behind it. */
  long done() {
    return parts.stream().mapToLong(part -> part.getNext() - part.getFrom()).sum();
  }

  /** Offsets that there were. */
  long whole() {
    return parts.stream().mapToLong(part -> part.getTo() - part.getFrom()).sum();
  }

  /** How much of what there was is behind it, from 0 to 1. */
  double share() {
    return ReplayStanding.share(parts);
  }
}

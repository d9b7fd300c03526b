package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.ReplayProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run of a replay, by this process: the first, or one that goes on where another stood.
 *
 * @param id of the replay
 * @param name of this run, which others of the same replay are told apart by
 * @param words what it runs over, in the words of the command line
 * @param before where the run before it stood; null for the first
 */
record Run(
    String id,
    String name,
    String words,
    Limit limit,
    List<ReplayPlan.Part> parts,
    OptionalDouble rate,
    Instant started,
    @Nullable ReplayProgress before) {

  static Run first(ReplayPlan plan, Instant now) {
    return new Run(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        plan.words(),
        plan.limit(),
        plan.partitions(),
        plan.rate(),
        now,
        null);
  }

  static Run after(ReplayProgress before) {
    return new Run(
        before.getId(),
        UUID.randomUUID().toString(),
        before.getSelector(),
        Replay.limit(before),
        before.getPartitions().stream()
            .map(p -> new ReplayPlan.Part(p.getPartition(), p.getFrom(), p.getTo()))
            .toList(),
        before.getRate() == null ? OptionalDouble.empty() : OptionalDouble.of(before.getRate()),
        Instant.ofEpochMilli(before.getStarted()),
        before);
  }

  /** By partition the first offset to read. */
  Map<Integer, Long> starts() {
    return before == null
        ? parts.stream()
            .collect(Collectors.toMap(ReplayPlan.Part::partition, ReplayPlan.Part::from))
        : before.getPartitions().stream()
            .collect(Collectors.toMap(p -> p.getPartition(), p -> p.getNext()));
  }
}

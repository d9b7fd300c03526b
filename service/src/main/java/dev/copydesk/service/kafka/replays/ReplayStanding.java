package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a replay stands, in the words that the command line and the API have for it.
 *
 * @param target enrich, index, shadow or topic
 * @param state running, paused, completed, canceled, failed; killed: it says that it runs, and has
 *     said nothing for {@link ReplayLog#SILENCE}
 * @param share how much of the planned offsets has been worked off, from 0 to 1
 * @param fed records fed to {@code news.replay}, or written to the topic; with target index or
 *     shadow offsets worked off
 * @param planned offsets between its start and its end
 * @param rate most records fed a second; null: as many as the topology takes
 * @param started ISO 8601 instant, as is updated
 * @param message why it failed, where it was paused from, or what it waits for
 */
public record ReplayStanding(
    String id,
    String target,
    String state,
    String selector,
    double share,
    long fed,
    long planned,
    @Nullable Double rate,
    String started,
    String updated,
    @Nullable String message) {

  public static ReplayStanding of(ReplayProgress replay, Instant now) {
    return new ReplayStanding(
        replay.getId(),
        replay.getTarget().name().toLowerCase(Locale.ROOT),
        isSilent(replay, now) ? "killed" : replay.getState().name().toLowerCase(Locale.ROOT),
        replay.getSelector(),
        share(replay),
        replay.getFed(),
        planned(replay.getPartitions()),
        replay.getRate(),
        Instant.ofEpochMilli(replay.getStarted()).toString(),
        Instant.ofEpochMilli(replay.getUpdated()).toString(),
        replay.getMessage());
  }

  /** Whether it has neither done its work nor been given up. */
  public static boolean isOpen(ReplayProgress replay) {
    return switch (replay.getState()) {
      case RUNNING, PAUSED, FAILED -> true;
      case COMPLETED, CANCELED -> false;
    };
  }

  /** Whether it says that it runs, and has said nothing for some time. */
  public static boolean isSilent(ReplayProgress replay, Instant now) {
    return replay.getState() == ReplayState.RUNNING
        && replay.getUpdated() < now.minus(ReplayLog.SILENCE).toEpochMilli();
  }

  /** How much of the planned offsets has been worked off, from 0 to 1. */
  public static double share(ReplayProgress replay) {
    return replay.getState() == ReplayState.COMPLETED ? 1 : share(replay.getPartitions());
  }

  /** How much of the planned offsets of these has been worked off; 0 where none are. */
  public static double share(List<ReplayPartition> partitions) {
    long planned = planned(partitions);
    long done = partitions.stream().mapToLong(part -> part.getNext() - part.getFrom()).sum();
    return planned == 0 ? 0 : (double) done / planned;
  }

  private static long planned(List<ReplayPartition> partitions) {
    return partitions.stream().mapToLong(part -> part.getTo() - part.getFrom()).sum();
  }
}

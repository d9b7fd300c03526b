package dev.copydesk.ingest.ledger;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition on its way to be owned: how far it must be read before what it says holds.
 *
 * <p>First the group's offset in it must be stable: as long as a transaction of an earlier owner
 * has one pending, that transaction may still commit, and its receipts may not even be written.
 * Only then is the end of the partition taken, uncommitted records included: of a transaction that
 * has ended, the marker here may come later than the one of the group's offsets, so the committed
 * end alone could miss a receipt.
 *
 * <p>Waits for nothing itself: an earlier owner that died holds up none but its own partitions.
 */
final class Gain {

  private final Admin admin;
  private final TopicPartition partition;
  private final KafkaFuture<?> stable;
  private long from;
  private @Nullable KafkaFuture<Long> end;

  private Gain(Admin admin, TopicPartition partition, long from, KafkaFuture<?> stable) {
    this.admin = admin;
    this.partition = partition;
    this.from = from;
    this.stable = stable;
  }

  /**
   * @param from offset up to which the partition is known already
   */
  static Gain begin(Admin admin, String group, TopicPartition partition, long from) {
    return new Gain(
        admin,
        partition,
        from,
        admin
            .listConsumerGroupOffsets(
                Map.of(
                    group, new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition))),
                new ListConsumerGroupOffsetsOptions().requireStable(true))
            .partitionsToOffsetAndMetadata(group));
  }

  /**
   * Offset up to which the partition must be read; empty where that is not yet known.
   *
   * @throws KafkaException if the brokers do not tell
   */
  OptionalLong end() {
    if (end == null) {
      if (!stable.isDone()) {
        return OptionalLong.empty();
      }
      result(stable);
      end =
          admin
              .listOffsets(
                  Map.of(partition, OffsetSpec.latest()),
                  new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
              .partitionResult(partition)
              .thenApply(found -> found.offset());
    }
    return end.isDone() ? OptionalLong.of(result(end)) : OptionalLong.empty();
  }

  /**
   * Whether more was known at the beginning than there is, so that it was of another topic; true
   * once, since from then on it begins anew. What is read meanwhile may well lie beyond the end.
   */
  boolean wasAheadOf(long end) {
    boolean ahead = from > end;
    from = 0;
    return ahead;
  }

  private <T> T result(KafkaFuture<T> done) {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new KafkaException("Could not find the end of " + partition, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }
}

package dev.copydesk.enrich.shadow;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What is written to some partitions and cannot be read yet: a transaction whose offsets are
 * committed ends in the partitions that it wrote to a moment later.
 */
final class OpenTransactions {

  private final Admin admin;
  private final Map<TopicPartition, Long> written;

  /** Those that are open now. */
  static OpenTransactions of(Admin admin, List<TopicPartition> partitions)
      throws InterruptedException {
    return new OpenTransactions(admin, ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED));
  }

  private OpenTransactions(Admin admin, Map<TopicPartition, Long> written) {
    this.admin = admin;
    this.written = written;
  }

  /** Whether everything that was written when this was made can be read, or never will. */
  boolean haveEnded() throws InterruptedException {
    Map<TopicPartition, Long> readable =
        ends(admin, List.copyOf(written.keySet()), IsolationLevel.READ_COMMITTED);
    return written.entrySet().stream()
        .allMatch(end -> readable.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private static Map<TopicPartition, Long> ends(
      Admin admin, List<TopicPartition> partitions, IsolationLevel isolation)
      throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest()));
    try {
      Map<TopicPartition, ListOffsetsResultInfo> found =
          admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all().get();
      return found.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("The brokers do not tell where topics end: " + e.getCause(), e);
    }
  }
}

package dev.copydesk.ingest.ledger;

import dev.copydesk.schema.Topic;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the whole of {@code news.files}, to its end. */
public final class LedgerReader {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaClients clients;
  private final AvroCodec codec;
  private final Topic topic;

  public LedgerReader(KafkaClients clients, AvroCodec codec, Topic topic) {
    this.clients = clients;
    this.codec = codec;
    this.topic = topic;
  }

  /**
   * Reads to the end that the partitions have now, transactions included whose markers are still
   * being written: the committed end alone could miss a receipt.
   *
   * @throws KafkaException if the brokers cannot be reached
   */
  public Ledger read(Admin admin, int partitions) {
    HeapLedger ledger = new HeapLedger();
    Map<TopicPartition, Long> ends = ends(admin, partitions);
    try (KafkaConsumer<byte[], byte[]> consumer =
        clients.consumer("copydesk-ingest-ledger", Map.of())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      Map<TopicPartition, Long> behind = new HashMap<>(ends);
      while (true) {
        behind.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        if (behind.isEmpty()) {
          break;
        }
        consumer.poll(POLL).forEach(record -> enter(ledger, record));
      }
    }
    LOG.info("event=ledger-read files={}", ledger.size());
    return ledger;
  }

  private Map<TopicPartition, Long> ends(Admin admin, int partitions) {
    Map<TopicPartition, OffsetSpec> asked =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
          .all()
          .get()
          .entrySet()
          .stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    } catch (ExecutionException e) {
      throw new KafkaException("Could not find the end of " + topic.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while asking the brokers", e);
    }
  }

  private void enter(HeapLedger ledger, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      String[] key = new String(record.key(), StandardCharsets.UTF_8).split("/", 3);
      if (key.length == 3) {
        ledger.remove(new FileKey(key[0], key[1], key[2]));
      }
      return;
    }
    try {
      ledger.enter(codec.decode(FileReceipt.class, record.value()));
    } catch (BadInputException e) {
      LOG.error(
          "event=receipt-unreadable partition={} offset={} code={}",
          record.partition(),
          record.offset(),
          e.code());
    }
  }
}

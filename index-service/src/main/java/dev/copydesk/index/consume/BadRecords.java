package dev.copydesk.index.consume;

import dev.copydesk.service.kafka.BadInputException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records that cannot be used. */
interface BadRecords {

  /** Takes one; the same one again where it is read again. */
  void add(ConsumerRecord<byte[], byte[]> record, BadInputException cause);

  /** Forgets those that are read again from these offsets, by partition. */
  void keepBefore(Map<Integer, Long> nextOffsets);

  /** Returns when nothing is lost of them any more. */
  void deliver();
}

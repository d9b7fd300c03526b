package dev.copydesk.index.consume;

import dev.copydesk.service.kafka.BadInputException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of a topic that is read a second time: whoever read it first has sent the letters. */
final class KnownBadRecords implements BadRecords {

  private static final Logger LOG = LoggerFactory.getLogger(KnownBadRecords.class);

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record, BadInputException cause) {
    LOG.info(
        "event=index-rebuild-left-out topic={} partition={} offset={} code={}",
        record.topic(),
        record.partition(),
        record.offset(),
        cause.code());
  }

  @Override
  public void keepBefore(Map<Integer, Long> nextOffsets) {
    // None is kept.
  }

  @Override
  public void deliver() {
    // None is owed.
  }
}

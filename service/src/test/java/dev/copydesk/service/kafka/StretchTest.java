package dev.copydesk.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StretchTest {

  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
  private final List<Long> taken = new ArrayList<>();

  @Test
  void readsEveryPartitionToItsEnd() {
    ends(2, 1);
    consumer.schedulePollTask(() -> add(FIRST, 0));
    consumer.schedulePollTask(() -> add(SECOND, 0));
    consumer.schedulePollTask(() -> add(FIRST, 1));
    Stretch.of(consumer, List.of(FIRST, SECOND)).read(consumer, r -> taken.add(r.offset()));
    assertThat(taken).containsExactly(0L, 0L, 1L);
  }

  @Test
  void readsOnWhereTheConsumerStands() {
    ends(5, 0);
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 4);
    consumer.schedulePollTask(() -> add(FIRST, 4));
    Stretch.of(consumer, List.of(FIRST)).readOn(consumer, r -> taken.add(r.offset()));
    assertThat(taken).containsExactly(4L);
  }

  @Test
  void brokersThatGiveNothingMoreAreAnError() {
    ends(2, 0);
    consumer.assign(List.of(FIRST));
    consumer.seek(FIRST, 0);
    consumer.schedulePollTask(() -> add(FIRST, 0));
    Stretch stretch = Stretch.of(consumer, List.of(FIRST));
    assertThatThrownBy(
            () -> stretch.readOn(consumer, r -> taken.add(r.offset()), Duration.ofMillis(300)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContainingAll("t-0", "1 offsets");
    assertThat(taken).containsExactly(0L);
  }

  private void ends(long first, long second) {
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.updateEndOffsets(Map.of(FIRST, first, SECOND, second));
  }

  private void add(TopicPartition partition, long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, null, new byte[1]));
  }
}

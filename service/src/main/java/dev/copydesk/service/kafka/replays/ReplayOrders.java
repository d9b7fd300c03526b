package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Hears on {@code news.replays} what others say of a replay that runs here. */
public final class ReplayOrders {

  /**
   * How its consumer is to read. A run that was killed leaves a transaction open: what was said
   * after that could be read by nobody else before it is aborted, and would then be taken for new.
   */
  public static final Map<String, String> READING =
      Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");

  private final Consumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final byte[] key;
  private final byte[] run;

  /**
   * Hears what is said from now on.
   *
   * @param consumer with {@link #READING}
   * @param topic that of replays
   * @param id of the replay
   * @param run what its own events bear, by {@link ReplayEvents#progress}
   */
  public ReplayOrders(
      Consumer<byte[], byte[]> consumer, AvroCodec codec, String topic, String id, String run) {
    this.consumer = consumer;
    this.codec = codec;
    this.key = id.getBytes(StandardCharsets.UTF_8);
    this.run = run.getBytes(StandardCharsets.UTF_8);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** The state that somebody else wants it to be in; RUNNING: another run has taken it over. */
  public Optional<ReplayState> heard() {
    Optional<ReplayState> last = Optional.empty();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
      if (Arrays.equals(record.key(), key) && record.value() != null && !isOwn(record)) {
        ReplayState state = codec.decode(ReplayProgress.class, record.value()).getState();
        boolean order = state == ReplayState.PAUSED || state == ReplayState.CANCELED;
        last = Optional.of(order ? state : ReplayState.RUNNING);
      }
    }
    return last;
  }

  private boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(ReplayEvents.RUN);
    return header != null && Arrays.equals(header.value(), run);
  }
}

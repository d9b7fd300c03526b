package dev.copydesk.enrich.replay;

import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.service.kafka.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Hears on {@code news.replays} what others say of a replay that runs here. */
final class Commands {

  /** Header of events that a run writes, with a name of its own. */
  static final String RUN = "copydesk.replay.run";

  private final Consumer<byte[], byte[]> consumer;
  private final AvroCodec codec;
  private final byte[] key;
  private final byte[] run;

  Commands(Consumer<byte[], byte[]> consumer, AvroCodec codec, String topic, Run run) {
    this.consumer = consumer;
    this.codec = codec;
    this.key = run.id().getBytes(StandardCharsets.UTF_8);
    this.run = run.name().getBytes(StandardCharsets.UTF_8);
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** The state that somebody else wants it to be in; RUNNING: another run has taken it over. */
  Optional<ReplayState> heard() {
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
    Header header = record.headers().lastHeader(RUN);
    return header != null && Arrays.equals(header.value(), run);
  }
}

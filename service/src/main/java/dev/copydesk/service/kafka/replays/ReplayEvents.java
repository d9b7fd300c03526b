package dev.copydesk.service.kafka.replays;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.CloudEvents;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes records for {@code news.replays}, and names the header by which others know a replay. */
public final class ReplayEvents {

  /** Who makes what a replay brings about, as CloudEvents name it. */
  public static final String SOURCE = "/copydesk/replay";

  /** Header of an article's records that a replay or a retry brought about: its id. */
  public static final String REPLAY = "copydesk.replay.id";

  /** Header of the events of a run: what tells it from other runs of the same replay. */
  static final String RUN = "copydesk.replay.run";

  private final Topics topics;
  private final AvroCodec codec;

  public ReplayEvents(Topics topics, AvroCodec codec) {
    this.topics = topics;
    this.codec = codec;
  }

  /**
   * How far a run is.
   *
   * @param run its name, which others of the same replay are told apart by
   */
  public ProducerRecord<byte[], byte[]> progress(ReplayProgress progress, String run) {
    ProducerRecord<byte[], byte[]> event = event(progress, "dev.copydesk.replay.progress");
    event.headers().add(RUN, run.getBytes(StandardCharsets.UTF_8));
    return event;
  }

  /** The state that a replay is to be in. */
  ProducerRecord<byte[], byte[]> order(ReplayProgress wanted) {
    return event(wanted, "dev.copydesk.replay.order");
  }

  private ProducerRecord<byte[], byte[]> event(ReplayProgress progress, String type) {
    Headers headers =
        new RecordHeaders(
            CloudEvents.headers(
                progress.getId() + "/" + progress.getUpdated(),
                SOURCE,
                type,
                Instant.ofEpochMilli(progress.getUpdated())));
    return new ProducerRecord<>(
        topics.replays().name(),
        null,
        progress.getId().getBytes(StandardCharsets.UTF_8),
        codec.encode(topics.replays(), progress),
        headers);
  }
}

package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Change;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How long articles took from their file's arrival to the index. Not told of those that a replay
 * brought about, or that were held back.
 */
final class Latency {

  private Latency() {}

  /**
   * @param sources whose timestamp is the file's arrival
   * @param changes what each of them did
   */
  static void tell(
      List<ConsumerRecord<byte[], byte[]>> sources,
      List<Change> changes,
      InstantSource clock,
      ConsumerMetrics metrics) {
    long now = clock.millis();
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i) instanceof Change.Upsert upsert
          && upsert.article().getStatus() == ArticleStatus.USABLE
          && upsert.article().getEmbargoed() == null
          && sources.get(i).headers().lastHeader(ReplayEvents.REPLAY) == null) {
        metrics.arrived(Duration.ofMillis(Math.max(0, now - sources.get(i).timestamp())));
      }
    }
  }
}

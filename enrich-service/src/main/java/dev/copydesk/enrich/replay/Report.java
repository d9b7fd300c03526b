package dev.copydesk.enrich.replay;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Words the events of one replay for {@code news.replays}. */
final class Report {

  private final Run run;

  Report(Run run) {
    this.run = run;
  }

  /**
   * @param next by partition the first offset not yet fed
   * @param replayed by partition the offset in news.replay of the last record fed
   */
  ReplayProgress progress(
      ReplayState state,
      Map<Integer, Long> next,
      Map<Integer, Long> replayed,
      long fed,
      @Nullable String message,
      Instant now) {
    List<ReplayPartition> partitions =
        run.parts().stream()
            .map(
                part ->
                    new ReplayPartition(
                        part.partition(),
                        part.from(),
                        part.to(),
                        next.getOrDefault(part.partition(), part.from()),
                        replayed.getOrDefault(part.partition(), -1L)))
            .toList();
    ReplayProgress.Builder progress =
        ReplayProgress.newBuilder()
            .setId(run.id())
            .setTarget(ReplayTarget.ENRICH)
            .setSelector(run.words())
            .setState(state)
            .setPartitions(partitions)
            .setFed(fed)
            .setRate(run.rate().isPresent() ? run.rate().getAsDouble() : null)
            .setMessage(message)
            .setStarted(run.started().toEpochMilli())
            .setUpdated(now.toEpochMilli());
    switch (run.limit()) {
      case Limit.None _ -> {}
      case Limit.Ids some -> progress.setIds(List.copyOf(some.ids()));
      case Limit.Where where -> progress.setWhere(where.condition().words());
      case Limit.Query query -> progress.setQuery(query.query());
      case Limit.Repair _ -> progress.setResumable(false);
    }
    return progress.build();
  }

  ProducerRecord<byte[], byte[]> record(Topics topics, AvroCodec codec, ReplayProgress progress) {
    return new ReplayEvents(topics, codec).progress(progress, run.name());
  }
}

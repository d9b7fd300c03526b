package dev.copydesk.index.consume;

import dev.copydesk.index.sink.Applied;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Sink;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.trace.Span;
import dev.copydesk.service.kafka.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Applies what a poll brought to a sink, and tells metrics and traces of it. What cannot be used
 * goes to the bad records.
 */
final class BatchWriter {

  private final Sink sink;
  private final RecordReader records;
  private final BadRecords badRecords;
  private final ConsumerMetrics metrics;
  private final InstantSource clock;
  private final Tracing tracing;

  BatchWriter(
      Sink sink,
      RecordReader records,
      BadRecords badRecords,
      ConsumerMetrics metrics,
      InstantSource clock,
      Tracing tracing) {
    this.sink = sink;
    this.records = records;
    this.badRecords = badRecords;
    this.metrics = metrics;
    this.clock = clock;
    this.tracing = tracing;
  }

  /**
   * @param reached the position after the batch
   * @param news whether its articles come now, and not from what the topic held before there was an
   *     index: of those neither latency nor traces are told
   */
  void write(Iterable<ConsumerRecord<byte[], byte[]>> batch, Position reached, boolean news) {
    Instant began = clock.instant();
    List<Change> changes = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> sources = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> source : batch) {
      metrics.read(source.serializedValueSize());
      try {
        changes.add(records.read(source));
        sources.add(source);
      } catch (BadInputException e) {
        badRecords.add(source, e);
      }
    }
    Applied applied = sink.apply(changes, reached);
    if (news) {
      Latency.tell(sources, changes, clock, metrics);
      trace(sources, applied, began);
    }
    for (Applied.Refused refused : applied.refused()) {
      badRecords.add(
          sources.get(refused.index()), new BadInputException(refused.code(), refused.reason()));
    }
    metrics.applied(applied);
  }

  private void trace(List<ConsumerRecord<byte[], byte[]>> sources, Applied applied, Instant began) {
    Map<Integer, String> refused =
        applied.refused().stream()
            .collect(Collectors.toMap(Applied.Refused::index, Applied.Refused::code));
    for (int i = 0; i < sources.size(); i++) {
      ConsumerRecord<byte[], byte[]> source = sources.get(i);
      Span span = tracing.consume("index", source.topic(), source.headers(), began);
      span.article(new String(source.key(), StandardCharsets.UTF_8));
      if (refused.containsKey(i)) {
        span.failed(refused.get(i));
      }
      span.end();
    }
  }
}

package dev.copydesk.enrich.letters;

import dev.copydesk.enrich.replay.RawOrigin;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.KafkaClients;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Makes of a letter what is sent to {@code news.replay}. */
final class Resend {

  private static final Duration POLL = Duration.ofMillis(200);

  private final String retry;
  private final Topics topics;
  private final AvroCodec codec;
  private final IngestLetters ingest;
  private final KafkaClients clients;
  private final InstantSource clock;

  /** What is to be done with a letter. */
  sealed interface Step {

    record Send(ProducerRecord<byte[], byte[]> record) implements Step {}

    record Refuse(String reason) implements Step {}
  }

  /**
   * @param retry stands in a header of what is sent, and so of a letter that comes of it
   */
  Resend(
      String retry,
      Topics topics,
      AvroCodec codec,
      IngestLetters ingest,
      KafkaClients clients,
      InstantSource clock) {
    this.retry = retry;
    this.topics = topics;
    this.codec = codec;
    this.ingest = ingest;
    this.clients = clients;
    this.clock = clock;
  }

  /**
   * For a letter of ingest: what it is read as today; without an offset, since it never had one.
   */
  Step ofIngest(Letter letter) {
    return switch (ingest.read(letter)) {
      case IngestLetters.Read.Refused refused -> new Step.Refuse(refused.reason());
      case IngestLetters.Read.Article(var raw) -> {
        Headers headers = new RecordHeaders();
        headers.add(ReplayEvents.REPLAY, retry.getBytes(StandardCharsets.UTF_8));
        yield new Step.Send(
            new ProducerRecord<>(
                topics.replay().name(),
                null,
                clock.millis(),
                raw.getId().getBytes(StandardCharsets.UTF_8),
                codec.encode(topics.raw(), raw),
                headers));
      }
    };
  }

  /** For a letter of enrich: the same bytes in the partition that they lay in. */
  Step ofEnrich(Letter letter) {
    DeadLetter.Origin origin = letter.origin();
    boolean live = origin.topic().equals(topics.raw().name());
    if (!live && !origin.topic().equals(topics.replay().name()) || origin.partition() < 0) {
      return new Step.Refuse("its headers do not say where in the stream it lay");
    }
    byte @Nullable [] value = letter.value();
    if (value == null || value.length == 0) {
      Optional<byte[]> found = valueAt(origin);
      if (found.isEmpty()) {
        return new Step.Refuse("its record has no value, or is no longer in " + origin.topic());
      }
      value = found.get();
    }
    Headers headers = new RecordHeaders();
    letter
        .headers()
        .forEach(
            header -> {
              if (!header.key().startsWith(DeadLetter.ERROR)
                  && !header.key().startsWith("copydesk.error.")) {
                headers.add(header);
              }
            });
    if (live) {
      new RawOrigin(origin.offset(), letter.time().toEpochMilli(), retry).writeTo(headers);
    } else {
      headers.remove(ReplayEvents.REPLAY);
      headers.add(ReplayEvents.REPLAY, retry.getBytes(StandardCharsets.UTF_8));
    }
    return new Step.Send(
        new ProducerRecord<>(
            topics.replay().name(),
            origin.partition(),
            clock.millis(),
            letter.key(),
            value,
            headers));
  }

  /** What was too large to be a letter still lies where it lay. */
  private Optional<byte[]> valueAt(DeadLetter.Origin origin) {
    TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer(LetterBox.CLIENT_ID, Map.of())) {
      consumer.assign(List.of(partition));
      if (consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L)
          > origin.offset()) {
        return Optional.empty();
      }
      consumer.seek(partition, origin.offset());
      while (consumer.position(partition) <= origin.offset()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return record.offset() == origin.offset()
              ? Optional.ofNullable(record.value())
              : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }
}

package dev.copydesk.enrich;

import dev.copydesk.annotator.Annotation;
import dev.copydesk.annotator.Annotator;
import dev.copydesk.enrich.Decision.Hold;
import dev.copydesk.enrich.Decision.Ignore;
import dev.copydesk.enrich.Decision.Repeat;
import dev.copydesk.enrich.Decision.Write;
import dev.copydesk.enrich.replay.RawOrigin;
import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ArticleStatus;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.CloudEvents;
import dev.copydesk.service.kafka.DeadLetter;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import dev.copydesk.service.kafka.trace.Span;
import dev.copydesk.service.kafka.trace.Tracing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Carries values between Kafka, {@link Revisions} and the {@link Annotator}.
 *
 * <p>Whatever can be wrong with a record is found before anything is stored or forwarded.
 */
final class ArticleProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Duration RELEASE_INTERVAL = Duration.ofSeconds(1);
  private static final String SOURCE = "/copydesk/enrich";

  /** Stands in the store of what waits for a tombstone; articles are never empty. */
  private static final byte[] TOMBSTONE = {};

  private final Topics topics;
  private final AvroCodec codec;
  private final Annotator annotator;
  private final int maxValueBytes;
  private final Duration tombstoneAfter;
  private final EnrichMetrics metrics;
  private final InstantSource clock;
  private final Tracing tracing;

  // Given by Kafka Streams in init, before any record.
  @SuppressWarnings("NullAway.Init")
  private ProcessorContext<byte[], byte[]> context;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<String, LatestRevision> revisions;

  @SuppressWarnings("NullAway.Init")
  private KeyValueStore<Bytes, byte[]> held;

  ArticleProcessor(
      Topics topics,
      AvroCodec codec,
      Annotator annotator,
      int maxValueBytes,
      Duration tombstoneAfter,
      EnrichMetrics metrics,
      InstantSource clock,
      Tracing tracing) {
    this.topics = topics;
    this.codec = codec;
    this.annotator = annotator;
    this.maxValueBytes = maxValueBytes;
    this.tombstoneAfter = tombstoneAfter;
    this.metrics = metrics;
    this.clock = clock;
    this.tracing = tracing;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.revisions = context.getStateStore(EnrichTopology.REVISIONS);
    this.held = context.getStateStore(EnrichTopology.HELD);
    context.schedule(RELEASE_INTERVAL, PunctuationType.WALL_CLOCK_TIME, _ -> releaseDue());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    metrics.in(at.topic(), record.value() == null ? 0 : record.value().length);
    Span span = tracing.consume("enrich", at.topic(), record.headers(), clock.instant());
    try {
      RawArticle raw = read(record);
      span.article(raw.getId());
      accept(raw, rawOffset(record, at), record, span);
    } catch (BadInputException bad) {
      metrics.deadLetter(bad.code());
      span.failed(bad.code());
      throw bad;
    } finally {
      span.end();
    }
  }

  private void accept(RawArticle raw, long rawOffset, Record<byte[], byte[]> record, Span span) {
    LatestRevision latest = revisions.get(raw.getId());
    Revisions.Incoming incoming = Revisions.Incoming.of(raw, rawOffset);
    switch (Revisions.decide(latest, incoming, clock.instant())) {
      case Ignore ignore -> metrics.ignored(ignore.reason());
      case Repeat _ -> remember(raw, rawOffset, Objects.requireNonNull(latest));
      case Hold hold -> hold(raw, rawOffset, record.value(), latest, hold.due());
      case Write _ -> write(raw, rawOffset, latest, record.headers(), span);
    }
  }

  private void remember(RawArticle raw, long rawOffset, LatestRevision latest) {
    revisions.put(
        raw.getId(),
        LatestRevision.newBuilder(latest)
            .setSeenRevision(raw.getRevision())
            .setSeenOffset(rawOffset)
            .build());
    metrics.ignored(Decision.Reason.SAME_BYTES);
  }

  private void hold(
      RawArticle raw,
      long rawOffset,
      byte[] value,
      @Nullable LatestRevision latest,
      @Nullable Instant due) {
    // Annotated for the sake of its errors: they are told now, not when it is due.
    annotate(raw);
    requireFit(value);
    endHold(raw.getId(), latest);
    if (due != null) {
      held.put(HeldKey.of(due.toEpochMilli(), raw.getId()), value);
    }
    long sequence = latest == null ? 0 : latest.getSequence();
    ByteBuffer digest = latest == null ? ByteBuffer.allocate(0) : latest.getDigest();
    LatestRevision.Builder now = standing(raw, rawOffset, Standing.HELD, sequence, digest);
    revisions.put(raw.getId(), (due == null ? now : now.setDue(due.toEpochMilli())).build());
    metrics.held();
  }

  private void write(
      RawArticle raw, long rawOffset, @Nullable LatestRevision latest, Headers headers, Span span) {
    EnrichedArticle article = Results.publishable(annotate(raw));
    ByteBuffer digest = Results.digest(article);
    OptionalLong rewriteAbove = RawOrigin.rewriteAbove(headers);
    if (latest != null && digest.equals(latest.getDigest()) && rewriteAbove.isEmpty()) {
      metrics.ignored(Decision.Reason.SAME_RESULT);
      return;
    }
    long last = latest == null ? 0 : latest.getSequence();
    long sequence = Math.max(last, rewriteAbove.orElse(0)) + 1;
    byte[] value = codec.encode(topics.enriched(), Results.numbered(article, sequence));
    requireFit(value);

    boolean kill = article.getStatus() == ArticleStatus.CANCELED;
    endHold(raw.getId(), latest);
    LatestRevision.Builder now =
        standing(raw, rawOffset, kill ? Standing.WITHDRAWN : Standing.PUBLISHED, sequence, digest);
    if (kill) {
      long due = clock.instant().plus(tombstoneAfter).toEpochMilli();
      held.put(HeldKey.of(due, raw.getId()), TOMBSTONE);
      now.setDue(due);
    }
    revisions.put(raw.getId(), now.build());
    context.forward(
        new Record<>(
            raw.getId().getBytes(StandardCharsets.UTF_8),
            value,
            raw.getArrived(),
            headers(article, sequence, headers, span)),
        EnrichTopology.ENRICHED);
    metrics.written(value.length);
  }

  private void releaseDue() {
    try (KeyValueIterator<Bytes, byte[]> due =
        held.range(HeldKey.first(), HeldKey.dueBy(clock.instant()))) {
      while (due.hasNext()) {
        release(due.next());
      }
    }
  }

  private void release(KeyValue<Bytes, byte[]> due) {
    if (due.value.length == 0) {
      bury(due.key);
      return;
    }
    RawArticle raw = codec.decode(RawArticle.class, due.value);
    LatestRevision latest = revisions.get(raw.getId());
    Headers none = new RecordHeaders();
    Span span = tracing.consume("release", topics.raw().name(), none, clock.instant());
    span.article(raw.getId());
    try {
      write(raw, latest.getRawOffset(), latest, none, span);
    } catch (BadInputException bad) {
      // It could be read when it came; only another annotator can have changed its mind.
      metrics.deadLetter(bad.code());
      held.delete(due.key);
      forwardDeadLetter(raw, due.value, latest.getRawOffset(), bad);
      span.failed(bad.code());
    } finally {
      span.end();
    }
  }

  /** The revision stays known as withdrawn: nothing late comes back after the tombstone. */
  @SuppressWarnings("NullAway") // A tombstone is a record without a value.
  private void bury(Bytes due) {
    String id = HeldKey.id(due);
    held.delete(due);
    LatestRevision latest = revisions.get(id);
    revisions.put(id, LatestRevision.newBuilder(latest).clearDue().build());
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.headers(
            id + "/" + latest.getSequence() + "/removed",
            SOURCE,
            "dev.copydesk.article.removed",
            clock.instant())
        .forEach(headers::add);
    context.forward(
        new Record<>(id.getBytes(StandardCharsets.UTF_8), null, clock.millis(), headers),
        EnrichTopology.ENRICHED);
    metrics.tombstone();
  }

  private void forwardDeadLetter(
      RawArticle raw, byte[] value, long rawOffset, BadInputException bad) {
    byte[] key = raw.getId().getBytes(StandardCharsets.UTF_8);
    DeadLetter letter =
        new DeadLetter(
            key,
            value,
            new RecordHeaders(),
            new DeadLetter.Origin(topics.raw().name(), context.taskId().partition(), rawOffset),
            DeadLetterHandler.STAGE,
            bad);
    DeadLetterHandler.log(letter);
    Headers headers = letter.toRecord(topics.deadLetters().name()).headers();
    context.forward(
        new Record<>(key, value, raw.getArrived(), headers), EnrichTopology.DEAD_LETTERS);
  }

  private void endHold(String id, @Nullable LatestRevision latest) {
    if (latest != null && latest.getDue() != null) {
      held.delete(HeldKey.of(latest.getDue(), id));
    }
  }

  private RawArticle read(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new BadInputException("NO_VALUE", "The record has no value");
    }
    RawArticle raw = codec.decode(RawArticle.class, record.value());
    if (!Arrays.equals(record.key(), raw.getId().getBytes(StandardCharsets.UTF_8))) {
      throw new BadInputException("KEY_MISMATCH", "The record's key is not the article's id");
    }
    if (raw.getArrived() < 0) {
      throw new BadInputException("BAD_TIMESTAMP", "The article arrived before 1970");
    }
    return raw;
  }

  /** In news.raw; a replay carries it along, for its own offsets say nothing. */
  private long rawOffset(Record<byte[], byte[]> record, RecordMetadata at) {
    return at.topic().equals(topics.raw().name())
        ? at.offset()
        : RawOrigin.offset(record.headers()).orElse(Revisions.NO_OFFSET);
  }

  private EnrichedArticle annotate(RawArticle raw) {
    return switch (metrics.annotating(() -> annotated(raw))) {
      case Annotation.Annotated annotated -> annotated.article();
      case Annotation.Unreadable unreadable ->
          throw new BadInputException(unreadable.code(), unreadable.reason());
    };
  }

  /** The annotator asks nobody: what it fails on once it fails on for ever. */
  private Annotation annotated(RawArticle raw) {
    try {
      return annotator.annotate(raw, clock.instant());
    } catch (RuntimeException | StackOverflowError e) {
      throw new BadInputException("ANNOTATOR_FAILED", "The annotator failed on the article", e);
    }
  }

  /** Too long a record would spoil the transaction, and again after every restart. */
  private void requireFit(byte[] value) {
    if (value.length > maxValueBytes) {
      throw new BadInputException(
          "ARTICLE_TOO_LARGE",
          "The record takes %d bytes, the limit is %d".formatted(value.length, maxValueBytes));
    }
  }

  private static LatestRevision.Builder standing(
      RawArticle raw, long rawOffset, Standing standing, long sequence, ByteBuffer digest) {
    return LatestRevision.newBuilder()
        .setRevision(raw.getRevision())
        .setRevisionOrigin(raw.getRevisionOrigin().name())
        .setRawOffset(rawOffset)
        .setSha256(raw.getSource().getSha256())
        .setStanding(standing)
        .setSequence(sequence)
        .setDigest(digest);
  }

  private Headers headers(EnrichedArticle article, long sequence, Headers incoming, Span span) {
    boolean kill = article.getStatus() == ArticleStatus.CANCELED;
    RecordHeaders headers = new RecordHeaders();
    CloudEvents.headers(
            article.getId() + "/" + sequence,
            SOURCE,
            kill ? "dev.copydesk.article.withdrawn" : "dev.copydesk.article.enriched",
            clock.instant())
        .forEach(headers::add);
    Header replayed = incoming.lastHeader(ReplayEvents.REPLAY);
    if (replayed != null) {
      headers.add(replayed);
    }
    span.writeTo(headers);
    return headers;
  }
}

package dev.copydesk.enrich;

import dev.copydesk.annotator.Annotator;
import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.AvroCodec;
import dev.copydesk.service.kafka.trace.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * Raw articles in, live and replayed; enriched articles out.
 *
 * <p>Both inputs meet in one processor and its stores, so that every key of {@code news.enriched}
 * has one writer. They carry bytes: decoding happens in the processor, where an outage of the
 * registry can be waited out. What it throws as bad input goes to the dead letters through {@link
 * DeadLetterHandler}; the sink of that name is for embargoed articles, which are released when no
 * record is at hand that the handler could send.
 */
final class EnrichTopology {

  static final String REVISIONS = "latest-revisions";
  static final String HELD = "held-articles";
  static final String ENRICHED = "enriched";
  static final String DEAD_LETTERS = "dead-letters";

  /** Room left for key and headers within the largest message. */
  static final int HEADER_BYTES = 64 * 1024;

  private EnrichTopology() {}

  /**
   * @param maxValueBytes longest value written; what would be longer is a dead letter
   * @param tombstoneAfter how long the record of a withdrawn article stays
   */
  static Topology build(
      Topics topics,
      AvroCodec codec,
      Annotator annotator,
      int maxValueBytes,
      Duration tombstoneAfter,
      EnrichMetrics metrics,
      InstantSource clock,
      Tracing tracing) {
    ByteArrayDeserializer in = new ByteArrayDeserializer();
    ByteArraySerializer out = new ByteArraySerializer();
    Map<String, String> changelog =
        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_MESSAGE_BYTES));
    return new Topology()
        .addSource("raw", in, in, topics.raw().name())
        .addSource("replay", in, in, topics.replay().name())
        .addProcessor(
            "article",
            () ->
                new ArticleProcessor(
                    topics,
                    codec,
                    annotator,
                    maxValueBytes,
                    tombstoneAfter,
                    metrics,
                    clock,
                    tracing),
            "raw",
            "replay")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(REVISIONS),
                    Serdes.String(),
                    LatestRevisionSerde.create())
                .withLoggingEnabled(changelog),
            "article")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(HELD), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(changelog),
            "article")
        .addSink(ENRICHED, topics.enriched().name(), out, out, "article")
        .addSink(DEAD_LETTERS, topics.deadLetters().name(), out, out, "article");
  }
}

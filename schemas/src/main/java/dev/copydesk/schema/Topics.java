package dev.copydesk.schema;

import dev.copydesk.schema.v1.DeadLetterState;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.schema.v1.FileReceipt;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.schema.v1.ReplayProgress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The catalogue of topics: creation, documentation ({@code asyncapi.yaml}) and tests read it.
 *
 * <p>{@link #raw} and {@link #replay} must have the same number of partitions, since one topology
 * task reads both.
 */
public final class Topics {

  /** What {@code max.message.bytes} and {@code max.request.size} are where articles are carried. */
  public static final int MAX_MESSAGE_BYTES = 12 * 1024 * 1024;

  /** The longest article taken by default, in bytes. */
  public static final int MAX_ARTICLE_BYTES = 8 * 1024 * 1024;

  /** Partitions of every topic unless the user says otherwise. */
  public static final int DEFAULT_PARTITIONS = 6;

  private static final String FOR_EVER = "-1";

  private final String prefix;
  private final int partitions;
  private final String shadow;

  public Topics() {
    this("", DEFAULT_PARTITIONS);
  }

  /**
   * @param prefix put before every name, as it is
   * @param partitions of each topic at creation
   */
  public Topics(String prefix, int partitions) {
    this(prefix, partitions, "");
  }

  private Topics(String prefix, int partitions, String shadow) {
    this.prefix = prefix;
    this.partitions = partitions;
    this.shadow = shadow;
  }

  /**
   * For a topology that is tried beside the live one: it reads the same {@link #raw}, and what
   * comes of it lies in topics of its own, those of {@link #written}.
   */
  public Topics shadow() {
    return new Topics(prefix, partitions, "shadow.");
  }

  /** What the topology reads and writes beside {@link #raw}. */
  public List<Topic> written() {
    return List.of(replay(), enriched(), deadLetters());
  }

  public Topic raw() {
    return topic(
        "news.raw",
        "article id",
        RawArticle.getClassSchema(),
        "The articles as found, bytes and all: the source of truth and of every replay.",
        Map.of(
            "cleanup.policy",
            "delete",
            "retention.ms",
            FOR_EVER,
            "retention.bytes",
            FOR_EVER,
            "max.message.bytes",
            Integer.toString(MAX_MESSAGE_BYTES)));
  }

  public Topic replay() {
    return topic(
        "news." + shadow + "replay",
        "article id",
        RawArticle.getClassSchema(),
        "Raw articles put there by a replay: the topology's second input, co-partitioned with"
            + " news.raw.",
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", millis(Duration.ofDays(3)),
            "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
  }

  public Topic enriched() {
    return topic(
        "news." + shadow + "enriched",
        "article id",
        EnrichedArticle.getClassSchema(),
        "The clean, tagged articles: for downstream apps and the index.",
        Map.of(
            "cleanup.policy", "compact",
            "delete.retention.ms", millis(Duration.ofDays(30)),
            "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
  }

  public Topic files() {
    return topic(
        "news.files",
        "sha256(bytes)/feed/path, partitioned by the sha256 alone",
        FileReceipt.getClassSchema(),
        "What became of each dropped file: the ingest ledger, and receipts for people.",
        Map.of("cleanup.policy", "compact"));
  }

  public Topic deadLetters() {
    return topic(
        "news." + shadow + "dead-letters",
        "original key",
        Schema.create(Schema.Type.BYTES),
        "Input that could not be used, byte for byte; headers say why.",
        Map.of(
            "cleanup.policy", "delete",
            "retention.ms", millis(Duration.ofDays(30)),
            "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
  }

  public Topic deadLetterStates() {
    return topic(
        "news.dead-letters.state",
        "topic-partition-offset of the letter",
        DeadLetterState.getClassSchema(),
        "Which dead letters were handled, when and how.",
        Map.of("cleanup.policy", "compact"));
  }

  public Topic replays() {
    return topic(
        "news.replays",
        "replay id",
        ReplayProgress.getClassSchema(),
        "Progress and outcome of replays.",
        Map.of("cleanup.policy", "compact"));
  }

  /** Every topic, in the order in which an article meets them. */
  public List<Topic> all() {
    return List.of(
        raw(), replay(), enriched(), files(), deadLetters(), deadLetterStates(), replays());
  }

  /** The prefix of every name, possibly empty. */
  public String prefix() {
    return prefix;
  }

  private Topic topic(
      String name, String key, Schema value, String purpose, Map<String, String> config) {
    return new Topic(prefix + name, key, value, partitions, new LinkedHashMap<>(config), purpose);
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }
}

package dev.copydesk.enrich.letters;

import dev.copydesk.service.kafka.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A dead letter as it lies there. */
public final class Letter {

  private static final String UNKNOWN = "UNKNOWN";

  private final ConsumerRecord<byte[], byte[]> record;

  /**
   * Where a letter lies.
   *
   * @param topic of the dead letters
   */
  public record Position(String topic, int partition, long offset) {

    private static final Pattern WORDS = Pattern.compile("(?:.*-)?([0-9]{1,9})-([0-9]{1,18})");

    /**
     * @param words as it is written: {@code news.dead-letters-3-17}, or {@code 3-17} alone
     * @throws IllegalArgumentException if it is not written so
     */
    public static Position parse(String topic, String words) {
      Matcher matcher = WORDS.matcher(words);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is no letter such as %s-3-17 or 3-17".formatted(words, topic));
      }
      return new Position(
          topic, Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
      return topic + "-" + partition + "-" + offset;
    }
  }

  Letter(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  public Position position() {
    return new Position(record.topic(), record.partition(), record.offset());
  }

  /** Stable error code; UNKNOWN where somebody else wrote the letter. */
  public String code() {
    return header(DeadLetter.CODE, UNKNOWN);
  }

  /** Who could not use it: ingest, enrich or index. */
  public String stage() {
    return header(DeadLetter.STAGE, UNKNOWN);
  }

  public String message() {
    return header(DeadLetter.MESSAGE, "");
  }

  /** The error as Java prints it, stack and all. */
  public String stackTrace() {
    return header(DeadLetter.STACK_TRACE, "");
  }

  /** Where the bytes came from; partition and offset are -1 where that is not said. */
  public DeadLetter.Origin origin() {
    return new DeadLetter.Origin(
        header(DeadLetter.TOPIC, ""),
        (int) number(DeadLetter.PARTITION),
        number(DeadLetter.OFFSET));
  }

  /** When it was written. */
  public Instant time() {
    return Instant.ofEpochMilli(record.timestamp());
  }

  public byte @Nullable [] key() {
    return record.key();
  }

  /** The bytes as they came; null or empty where they were too many to be kept. */
  public byte @Nullable [] value() {
    return record.value();
  }

  public Headers headers() {
    return record.headers();
  }

  /** A header's text, or what to say without it. */
  public String header(String name, String otherwise) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? otherwise
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private long number(String name) {
    String text = header(name, "");
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }
}

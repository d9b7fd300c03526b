package dev.copydesk.enrich.replay;

import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.replays.ReplayEvents;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a replayed record lay in {@code news.raw}, as its headers tell.
 *
 * @param offset in the partition of the same number
 * @param timestamp epoch milliseconds of the original record
 * @param replay id of the replay
 */
public record RawOrigin(long offset, long timestamp, String replay) {

  public static final String OFFSET = "copydesk.raw.offset";
  public static final String TIMESTAMP = "copydesk.raw.timestamp";

  /**
   * Asks the topology to write the revision that stands even if the result is the one it wrote
   * last: what became of that record elsewhere, the topology cannot know. The value is the highest
   * sequence that anybody has of the article; the record gets a higher one.
   */
  public static final String REWRITE_ABOVE = "copydesk.replay.rewrite-above";

  /** Puts the headers, in place of those of an earlier replay. */
  public void writeTo(Headers headers) {
    put(headers, OFFSET, Long.toString(offset));
    put(headers, TIMESTAMP, Long.toString(timestamp));
    put(headers, ReplayEvents.REPLAY, replay);
  }

  /**
   * The original offset; empty where the record never lay in {@code news.raw}.
   *
   * @throws BadInputException BAD_HEADER if it is not a number
   */
  public static Optional<Long> offset(Headers headers) {
    return number(headers, OFFSET);
  }

  /**
   * What {@link #REWRITE_ABOVE} says; empty where the result is to be written only if it differs.
   *
   * @throws BadInputException BAD_HEADER if it is not a number that leaves room for higher ones
   */
  public static OptionalLong rewriteAbove(Headers headers) {
    Optional<Long> sequence = number(headers, REWRITE_ABOVE);
    if (sequence.isEmpty()) {
      return OptionalLong.empty();
    }
    if (sequence.get() < 0 || sequence.get() > Long.MAX_VALUE / 2) {
      throw new BadInputException(
          "BAD_HEADER", "The header " + REWRITE_ABOVE + " is no sequence of a record");
    }
    return OptionalLong.of(sequence.get());
  }

  /** Puts {@link #REWRITE_ABOVE}. */
  public static void rewriteAbove(Headers headers, long sequence) {
    put(headers, REWRITE_ABOVE, Long.toString(sequence));
  }

  private static Optional<Long> number(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
    } catch (NumberFormatException e) {
      throw new BadInputException("BAD_HEADER", "The header " + name + " is not a number", e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.copydesk.enrich.replay;

import dev.copydesk.service.kafka.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
  public static final String REPLAY = "copydesk.replay.id";

  /** Puts the headers, in place of those of an earlier replay. */
  public void writeTo(Headers headers) {
    put(headers, OFFSET, Long.toString(offset));
    put(headers, TIMESTAMP, Long.toString(timestamp));
    put(headers, REPLAY, replay);
  }

  /**
   * The original offset; empty where the record never lay in {@code news.raw}.
   *
   * @throws BadInputException BAD_HEADER if it is not a number
   */
  public static Optional<Long> offset(Headers headers) {
    Header header = headers.lastHeader(OFFSET);
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(new String(header.value(), StandardCharsets.UTF_8)));
    } catch (NumberFormatException e) {
      throw new BadInputException("BAD_HEADER", "The header " + OFFSET + " is not a number", e);
    }
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.copydesk.enrich;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * Key of what waits for its time by the wall clock: epoch milliseconds of that time, big-endian,
 * then the article's id. So the store lists what is due first.
 */
final class HeldKey {

  private HeldKey() {}

  static Bytes of(long due, String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length).putLong(due).put(name).array());
  }

  static String id(Bytes key) {
    byte[] bytes = key.get();
    return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
  }

  static Bytes first() {
    return of(0, "");
  }

  /** After everything that is due by then, before the rest. */
  static Bytes dueBy(Instant now) {
    return of(now.toEpochMilli() + 1, "");
  }
}

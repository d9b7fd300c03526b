package dev.copydesk.enrich;

import dev.copydesk.schema.model.RecordModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * The store's values in Avro's single-object encoding, which names the schema by its fingerprint:
 * an upgrade reads what its predecessor wrote.
 */
final class LatestRevisionSerde {

  private static final RecordModel MODEL = new RecordModel(LatestRevision.class);
  private static final BinaryMessageEncoder<LatestRevision> ENCODER =
      new BinaryMessageEncoder<>(MODEL, LatestRevision.getClassSchema());
  private static final BinaryMessageDecoder<LatestRevision> DECODER =
      new BinaryMessageDecoder<>(MODEL, LatestRevision.getClassSchema());

  private LatestRevisionSerde() {}

  static Serde<LatestRevision> create() {
    return Serdes.serdeFrom(
        (_, latest) -> encode(latest), (_, bytes) -> bytes == null ? null : decode(bytes));
  }

  private static byte @Nullable [] encode(@Nullable LatestRevision latest) {
    if (latest == null) {
      return null;
    }
    try {
      ByteBuffer buffer = ENCODER.encode(latest);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
  }

  private static LatestRevision decode(byte[] bytes) {
    try {
      return DECODER.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The store of latest revisions holds what is not of it", e);
    }
  }
}

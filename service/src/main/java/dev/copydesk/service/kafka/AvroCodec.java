package dev.copydesk.service.kafka;

import dev.copydesk.schema.RecordModel;
import dev.copydesk.schema.Topic;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records to bytes and back in Confluent's wire format: a zero byte, the schema's id in 4 bytes,
 * Avro binary.
 */
public final class AvroCodec {

  private static final byte MAGIC = 0;
  private static final int HEADER_BYTES = 5;

  private final SchemaRegistry registry;
  private final Map<ReaderKey, SpecificDatumReader<SpecificRecord>> readers =
      new ConcurrentHashMap<>();

  private record ReaderKey(int writerId, Class<?> type) {}

  public AvroCodec(SchemaRegistry registry) {
    this.registry = registry;
  }

  /**
   * @throws RegistryUnavailableException if the schema's id is not yet known and the registry does
   *     not answer
   */
  public byte[] encode(Topic topic, SpecificRecordBase value) {
    int id = registry.idOf(topic);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try {
      DataOutputStream header = new DataOutputStream(bytes);
      header.writeByte(MAGIC);
      header.writeInt(id);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData())
          .write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws BadInputException NOT_FRAMED, UNKNOWN_SCHEMA or NOT_AVRO if the bytes are not what the
   *     type's schema can read
   * @throws RegistryUnavailableException if the writer's schema is not yet known and the registry
   *     does not answer
   */
  public <T extends SpecificRecord> T decode(Class<T> type, byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[0] != MAGIC) {
      throw new BadInputException(
          "NOT_FRAMED", "The value does not start with a zero byte and a schema id");
    }
    int writerId = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    try {
      SpecificDatumReader<SpecificRecord> reader =
          readers.computeIfAbsent(new ReaderKey(writerId, type), _ -> reader(writerId, type));
      return type.cast(
          reader.read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null)));
    } catch (IOException
        | AvroRuntimeException
        | ClassCastException
        | IndexOutOfBoundsException e) {
      throw new BadInputException(
          "NOT_AVRO",
          "The value cannot be read as " + type.getSimpleName() + " with schema id " + writerId,
          e);
    }
  }

  private SpecificDatumReader<SpecificRecord> reader(
      int writerId, Class<? extends SpecificRecord> type) {
    RecordModel model = new RecordModel(type);
    return new SpecificDatumReader<>(registry.schema(writerId), model.getSchema(type), model);
  }
}

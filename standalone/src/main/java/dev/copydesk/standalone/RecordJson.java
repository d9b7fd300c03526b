package dev.copydesk.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.v1.RawArticle;
import dev.copydesk.service.kafka.AvroCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records of the catalogue's topics as one line of JSON each. */
final class RecordJson {

  private final AvroCodec codec;
  private final ObjectMapper json = new ObjectMapper();
  private final SpecificData model = SpecificData.getForClass(RawArticle.class);

  RecordJson(AvroCodec codec) {
    this.codec = codec;
  }

  /**
   * The value; of a deletion and of a dead letter, whose value is whatever came, the key too.
   *
   * @throws dev.copydesk.service.kafka.BadInputException if the value is not what the topic carries
   */
  String write(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    byte @Nullable [] value = record.value();
    if (!topic.hasRegisteredSchema() || value == null) {
      return asItCame(record);
    }
    SpecificRecord decoded = codec.decode(type(topic), value);
    return decoded instanceof RawArticle article ? raw(article) : decoded.toString();
  }

  private Class<? extends SpecificRecord> type(Topic topic) {
    return ((Class<?>) model.getClass(topic.value())).asSubclass(SpecificRecord.class);
  }

  /** Avro writes bytes as Latin-1; here they are text where they are UTF-8, else Base64. */
  private String raw(RawArticle article) {
    try {
      ObjectNode node = (ObjectNode) json.readTree(article.toString());
      ByteBuffer content = article.getContent().duplicate();
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      put(node, "content", bytes);
      return node.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro did not write JSON", e);
    }
  }

  private String asItCame(ConsumerRecord<byte[], byte[]> record) {
    ObjectNode node = json.createObjectNode();
    node.put("partition", record.partition());
    node.put("offset", record.offset());
    node.put("timestamp", record.timestamp());
    ObjectNode headers = node.putObject("headers");
    for (Header header : record.headers()) {
      put(headers, header.key(), header.value());
    }
    put(node, "key", record.key());
    put(node, "value", record.value());
    return node.toString();
  }

  private void put(ObjectNode node, String name, byte @Nullable [] bytes) {
    node.set(name, bytes == null ? node.nullNode() : value(bytes));
  }

  private JsonNode value(byte[] bytes) {
    try {
      return json.getNodeFactory()
          .textNode(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return json.createObjectNode().put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }
}

package dev.copydesk.entity.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real ONNX model with its tokenizer and config, which knows a few words by heart: one Gather
 * that looks each token's scores up in a table. Written in the protobuf encoding of onnx.proto,
 * field by field.
 */
final class TinyModel {
  private static final List<String> LABELS =
      List.of("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC");
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyModel() {}

  /** Writes the three files; each word is given its label, others have none. */
  static void write(Path folder, Map<String, String> words) throws IOException {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    vocabulary.put("[UNK]", 0);
    words.keySet().forEach(word -> vocabulary.put(word, vocabulary.size()));
    ByteBuffer table =
        ByteBuffer.allocate(vocabulary.size() * LABELS.size() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (String word : vocabulary.keySet()) {
      int label = LABELS.indexOf(words.getOrDefault(word, "O"));
      table.putFloat((vocabulary.get(word) * LABELS.size() + label) * Float.BYTES, 1);
    }
    Files.write(folder.resolve("model.onnx"), model(vocabulary.size(), table.array()));
    ObjectMapper json = new ObjectMapper();
    json.writeValue(
        folder.resolve("tokenizer.json").toFile(),
        Map.of(
            "version", "1.0",
            "pre_tokenizer", Map.of("type", "Whitespace"),
            "model", Map.of("type", "WordLevel", "vocab", vocabulary, "unk_token", "[UNK]")));
    Map<String, String> id2label = new LinkedHashMap<>();
    LABELS.forEach(label -> id2label.put(Integer.toString(id2label.size()), label));
    json.writeValue(
        folder.resolve("config.json").toFile(),
        Map.of("id2label", id2label, "max_position_embeddings", 16));
  }

  private static byte[] model(int words, byte[] table) {
    byte[] gather =
        new Proto()
            .text(1, "table")
            .text(1, "input_ids")
            .text(2, "logits")
            .text(4, "Gather")
            .bytes();
    byte[] weights =
        new Proto()
            .number(1, words)
            .number(1, LABELS.size())
            .number(2, FLOAT)
            .text(8, "table")
            .message(9, table)
            .bytes();
    byte[] graph =
        new Proto()
            .message(1, gather)
            .text(2, "tiny")
            .message(5, weights)
            .message(11, value("input_ids", INT64, 2))
            .message(11, value("attention_mask", INT64, 2))
            .message(12, value("logits", FLOAT, 3))
            .bytes();
    byte[] operators = new Proto().text(1, "").number(2, 13).bytes();
    return new Proto().number(1, 8).message(7, graph).message(8, operators).bytes();
  }

  /** A ValueInfoProto with dimensions of any size. */
  private static byte[] value(String name, int type, int dimensions) {
    Proto shape = new Proto();
    for (int i = 0; i < dimensions; i++) {
      shape.message(1, new Proto().text(2, name + i).bytes());
    }
    byte[] tensor = new Proto().number(1, type).message(2, shape.bytes()).bytes();
    return new Proto().text(1, name).message(2, new Proto().message(1, tensor).bytes()).bytes();
  }

  /** Fields of a protobuf message. */
  private static final class Proto {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Proto number(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Proto text(int field, String value) {
      return message(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Proto message(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long left = value;
      while (left > 0x7F) {
        out.write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}

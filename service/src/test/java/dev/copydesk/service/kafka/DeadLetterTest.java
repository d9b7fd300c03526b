package dev.copydesk.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  @Test
  void keepsTheBytesAndSaysWhy() {
    byte[] key = {1};
    byte[] value = {2, 3};
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_id", new byte[] {9});

    ProducerRecord<byte[], byte[]> record =
        new DeadLetter(
                key,
                value,
                headers,
                new DeadLetter.Origin("news.raw", 3, 42),
                "enrich",
                new BadInputException("NOT_AVRO", "cannot be read"))
            .toRecord("news.dead-letters");

    assertThat(record.topic()).isEqualTo("news.dead-letters");
    assertThat(record.key()).isSameAs(key);
    assertThat(record.value()).isSameAs(value);
    assertThat(record.headers().lastHeader("ce_id").value()).containsExactly(9);
    Map.of(
            "copydesk.error.code", "NOT_AVRO",
            "copydesk.error.stage", "enrich",
            "__streams.errors.message", "cannot be read",
            "__streams.errors.topic", "news.raw",
            "__streams.errors.partition", "3",
            "__streams.errors.offset", "42")
        .forEach(
            (name, text) ->
                assertThat(
                        new String(
                            record.headers().lastHeader(name).value(), StandardCharsets.UTF_8))
                    .as(name)
                    .isEqualTo(text));
    assertThat(record.headers().lastHeader("__streams.errors.stacktrace").value()).isNotEmpty();
  }
}

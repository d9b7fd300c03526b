package dev.copydesk.service.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Headers in the binary mode of CloudEvents' Kafka binding, set anew at every hop. */
public final class CloudEvents {

  /** When the event was written, in ISO 8601. */
  public static final String TIME = "ce_time";

  private CloudEvents() {}

  /**
   * @param id unique for the source
   * @param source URI reference of who made the record: {@code /copydesk/ingest}
   * @param type what happened: {@code dev.copydesk.article.found}
   */
  public static List<Header> headers(String id, String source, String type, Instant time) {
    return List.of(
        header("ce_specversion", "1.0"),
        header("ce_id", id),
        header("ce_source", source),
        header("ce_type", type),
        header(TIME, time.toString()),
        header("content-type", "application/avro"));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

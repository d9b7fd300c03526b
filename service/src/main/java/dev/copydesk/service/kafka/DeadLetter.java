package dev.copydesk.service.kafka;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Input that could not be used, as it came, with headers that say why: those that Kafka Streams
 * writes (KIP-1034), and Copydesk's own code and stage.
 *
 * @param key original key
 * @param value original bytes
 * @param headers original headers, kept beside the new ones
 * @param origin where the bytes came from
 * @param stage which service could not use them: ingest, enrich or index
 */
public record DeadLetter(
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    Origin origin,
    String stage,
    BadInputException cause) {

  public static final String CODE = "copydesk.error.code";
  public static final String STAGE = "copydesk.error.stage";

  /** What the names of the headers that Kafka Streams writes begin with. */
  public static final String ERROR = "__streams.errors.";

  public static final String EXCEPTION = ERROR + "exception";
  public static final String STACK_TRACE = ERROR + "stacktrace";
  public static final String MESSAGE = ERROR + "message";
  public static final String TOPIC = ERROR + "topic";
  public static final String PARTITION = ERROR + "partition";
  public static final String OFFSET = ERROR + "offset";

  /**
   * Where the bytes came from.
   *
   * @param topic the topic; for a file the watched folder and the path
   * @param partition -1 for a file
   * @param offset the offset; for a file the position of the article in it
   */
  public record Origin(String topic, int partition, long offset) {}

  /** The record for the topic of dead letters. */
  public ProducerRecord<byte[], byte[]> toRecord(String topic) {
    Headers all = new RecordHeaders(headers);
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    put(all, EXCEPTION, cause.toString());
    put(all, STACK_TRACE, trace.toString());
    put(all, MESSAGE, String.valueOf(cause.getMessage()));
    put(all, TOPIC, origin.topic());
    put(all, PARTITION, Integer.toString(origin.partition()));
    put(all, OFFSET, Long.toString(origin.offset()));
    put(all, CODE, cause.code());
    put(all, STAGE, stage);
    return new ProducerRecord<>(topic, null, null, key, value, (Iterable<Header>) all);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}

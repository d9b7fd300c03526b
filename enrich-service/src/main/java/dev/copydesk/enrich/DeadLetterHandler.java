package dev.copydesk.enrich;

import dev.copydesk.schema.Topics;
import dev.copydesk.service.kafka.BadInputException;
import dev.copydesk.service.kafka.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bad input to the dead letters and goes on (KIP-1034); lets everything else fail, so that it
 * is waited out. Made by Kafka Streams, from its class name.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler {

  static final String STAGE = "enrich";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

  private String topic = "";

  @Override
  public void configure(Map<String, ?> config) {
    topic =
        Objects.requireNonNull(
                config.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG),
                "The topic of dead letters is not configured")
            .toString();
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (!(exception instanceof BadInputException bad)) {
      return Response.fail();
    }
    DeadLetter letter =
        new DeadLetter(
            context.sourceRawKey(),
            fitting(context.sourceRawValue()),
            context.headers(),
            new DeadLetter.Origin(context.topic(), context.partition(), context.offset()),
            STAGE,
            bad);
    log(letter);
    return Response.resume(List.of(letter.toRecord(topic)));
  }

  static void log(DeadLetter letter) {
    LOG.warn(
        "event=dead_letter code={} topic={} partition={} offset={}",
        letter.cause().code(),
        letter.origin().topic(),
        letter.origin().partition(),
        letter.origin().offset());
  }

  /**
   * A value that leaves no room for the headers would spoil the transaction again and again; it
   * stays where the headers say.
   */
  private static byte[] fitting(byte[] value) {
    return value != null && value.length > Topics.MAX_MESSAGE_BYTES - EnrichTopology.HEADER_BYTES
        ? Bytes.EMPTY
        : value;
  }
}

package dev.copydesk.service.kafka.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Work of one service on one article. */
public final class Span {

  private static final AttributeKey<String> ARTICLE = AttributeKey.stringKey("copydesk.article");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final io.opentelemetry.api.trace.Span span;
  private final TextMapPropagator propagator;

  Span(io.opentelemetry.api.trace.Span span, TextMapPropagator propagator) {
    this.span = span;
    this.propagator = propagator;
  }

  /** Whether anybody will see it. */
  public boolean isRecording() {
    return span.isRecording();
  }

  /** Which article it is about. */
  public void article(String id) {
    span.setAttribute(ARTICLE, id);
  }

  /** Has the trace go on with whoever reads the record of these headers. */
  public void writeTo(Headers headers) {
    propagator.inject(
        Context.root().with(span),
        headers,
        (_, name, value) -> headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * @param code the stable code of what went wrong
   */
  public void failed(String code) {
    span.setAttribute(ERROR, code);
    span.setStatus(StatusCode.ERROR);
  }

  public void end() {
    span.end();
  }
}

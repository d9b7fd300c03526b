package dev.copydesk.service.kafka.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Traces articles from file to index: each service makes a span, and hands its context on in the
 * header {@code traceparent} of the record that it writes (W3C Trace Context). Where no spans are
 * made, a context that somebody else wrote is handed on as it came.
 */
public final class Tracing implements AutoCloseable {

  /** The header that carries a trace from record to record. */
  public static final String TRACEPARENT = "traceparent";

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");

  private static final ContextPropagators PROPAGATORS =
      ContextPropagators.create(W3CTraceContextPropagator.getInstance());

  private final Tracer tracer;
  private final AutoCloseable exporting;

  private Tracing(OpenTelemetry telemetry, AutoCloseable exporting) {
    this.tracer = telemetry.getTracer("dev.copydesk");
    this.exporting = exporting;
  }

  /** Makes no spans. */
  public static Tracing off() {
    return new Tracing(OpenTelemetry.propagating(PROPAGATORS), () -> {});
  }

  /**
   * @param service whose spans these are: {@code copydesk-ingest}
   */
  public static Tracing of(TracingSettings settings, String service) {
    return settings
        .endpoint()
        .map(
            endpoint ->
                to(
                    OtlpHttpSpanExporter.builder().setEndpoint(endpoint.toString()).build(),
                    settings.percent(),
                    service))
        .orElseGet(Tracing::off);
  }

  /** Spans wait in a bounded queue: where the collector is slow or away, they are dropped. */
  static Tracing to(SpanExporter exporter, int percent, String service) {
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setPropagators(PROPAGATORS)
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(
                        Resource.getDefault()
                            .merge(Resource.create(Attributes.of(SERVICE_NAME, service))))
                    .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(percent / 100.0)))
                    .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                    .build())
            .build();
    return new Tracing(sdk, sdk);
  }

  /** Begins the span of an article that is found: a new trace. */
  public Span produce(String name, String topic, Instant begin) {
    return span(name, SpanKind.PRODUCER, topic, Context.root(), begin);
  }

  /** Begins the span of work on a record, within the trace that its headers name. */
  public Span consume(String name, String topic, Headers headers, Instant begin) {
    Context from =
        PROPAGATORS.getTextMapPropagator().extract(Context.root(), headers, new Getter());
    return span(name, SpanKind.CONSUMER, topic, from, begin);
  }

  private Span span(String name, SpanKind kind, String topic, Context from, Instant begin) {
    SpanBuilder builder =
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(from)
            .setStartTimestamp(begin)
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(TOPIC, topic);
    return new Span(builder.startSpan(), PROPAGATORS.getTextMapPropagator());
  }

  /** Sends what waits, for some seconds at most. */
  @Override
  public void close() {
    try {
      exporting.close();
    } catch (Exception e) {
      throw new IllegalStateException("Spans could not be sent", e);
    }
  }

  private static final class Getter implements TextMapGetter<Headers> {

    @Override
    public Iterable<String> keys(Headers headers) {
      return StreamSupport.stream(headers.spliterator(), false).map(Header::key).toList();
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      Header header = headers == null ? null : headers.lastHeader(name);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.UTF_8);
    }
  }
}

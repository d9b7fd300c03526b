package dev.copydesk.service.kafka.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.service.Settings;
import dev.copydesk.service.SettingsException;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TracingTest {

  private static final Instant BEGIN = Instant.parse("2026-05-04T03:02:01Z");
  private static final String OTHERS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Kept kept = new Kept();

  @Test
  void aTraceGoesOnFromRecordToRecord() {
    Headers raw = new RecordHeaders();
    Headers enriched = new RecordHeaders();
    try (Tracing tracing = Tracing.to(kept, 100, "copydesk-test")) {
      Span found = tracing.produce("ingest", "news.raw", BEGIN);
      found.article("a1");
      found.writeTo(raw);
      found.end();
      Span read = tracing.consume("enrich", "news.raw", raw, BEGIN.plusSeconds(1));
      read.writeTo(enriched);
      read.failed("NOT_AVRO");
      read.end();
    }
    assertThat(kept.spans).extracting(SpanData::getName).containsExactly("ingest", "enrich");
    SpanData first = kept.spans.getFirst();
    SpanData second = kept.spans.getLast();
    assertThat(second.getTraceId()).isEqualTo(first.getTraceId());
    assertThat(second.getParentSpanId()).isEqualTo(first.getSpanId());
    assertThat(first.getStartEpochNanos()).isEqualTo(BEGIN.getEpochSecond() * 1_000_000_000L);
    assertThat(first.getAttributes().asMap().toString()).contains("a1", "news.raw");
    assertThat(second.getAttributes().asMap().toString()).contains("NOT_AVRO");
    assertThat(first.getResource().getAttributes().asMap().toString()).contains("copydesk-test");
    assertThat(traceparent(enriched))
        .startsWith("00-%s-%s-".formatted(second.getTraceId(), second.getSpanId()));
  }

  @Test
  void whereNoSpansAreMadeATraceOfOthersIsHandedOnAsItCame() {
    try (Tracing off = Tracing.off()) {
      Headers out = new RecordHeaders();
      Span span = off.consume("enrich", "news.raw", headers(OTHERS), BEGIN);
      span.writeTo(out);
      span.end();
      assertThat(span.isRecording()).isFalse();
      assertThat(traceparent(out)).isEqualTo(OTHERS);
    }
  }

  @Test
  void whereNobodyTracesNoHeaderIsWritten() {
    try (Tracing off = Tracing.off()) {
      Headers out = new RecordHeaders();
      off.produce("ingest", "news.raw", BEGIN).writeTo(out);
      off.consume("enrich", "news.raw", new RecordHeaders(), BEGIN).writeTo(out);
      assertThat(out).isEmpty();
    }
  }

  @Test
  void othersSayWhetherTheirTraceIsSampled() {
    try (Tracing none = Tracing.to(kept, 0, "copydesk-test")) {
      none.produce("ingest", "news.raw", BEGIN).end();
      none.consume("enrich", "news.raw", headers(OTHERS), BEGIN).end();
      none.consume("index", "news.enriched", headers(OTHERS.replace("-01", "-00")), BEGIN).end();
    }
    assertThat(kept.spans).extracting(SpanData::getName).containsExactly("enrich");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-0-0-01",
        "ff-00000000000000000000000000000000-0000000000000000-01"
      })
  void aHeaderThatIsNoTraceBeginsOne(String header) {
    try (Tracing tracing = Tracing.to(kept, 100, "copydesk-test")) {
      tracing.consume("enrich", "news.raw", headers(header), BEGIN).end();
    }
    assertThat(kept.spans).hasSize(1);
    assertThat(kept.spans.getFirst().getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void settings() {
    assertThat(read("https://traces.example:4318/v1/traces"))
        .isEqualTo(
            new TracingSettings(
                Optional.of(URI.create("https://traces.example:4318/v1/traces")), 100));
    assertThat(read("").endpoint()).isEmpty();
    assertThatThrownBy(() -> read("127.0.0.1:4318"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("tracing.endpoint");
  }

  private static TracingSettings read(String endpoint) {
    Settings settings =
        new Settings(
            TracingSettings.SETTINGS, Map.of("tracing.endpoint", endpoint), Map.of(), null);
    TracingSettings read = TracingSettings.from(settings);
    settings.check();
    return read;
  }

  private static Headers headers(String traceparent) {
    return new RecordHeaders()
        .add(Tracing.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String traceparent(Headers headers) {
    return headers.lastHeader(Tracing.TRACEPARENT) == null
        ? null
        : new String(headers.lastHeader(Tracing.TRACEPARENT).value(), StandardCharsets.UTF_8);
  }
}

package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.copydesk.schema.Topics;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace from the file to the index, as a collector sees it. */
@OnCluster
class TracingTest {

  @Test
  void anArticleIsOneTraceFromFileToIndex(Cluster cluster, Topics topics, @TempDir Path folder)
      throws Exception {
    try (SpanReceiver collector = new SpanReceiver()) {
      try (RunningServices services =
          RunningServices.all(
              cluster, topics, folder, Map.of("tracing.endpoint", collector.endpoint()))) {
        Files.writeString(
            services.inbox().resolve("quay.txt"), "More than 30 people stood on the quay.");
        await()
            .atMost(Duration.ofMinutes(1))
            .untilAsserted(
                () ->
                    assertThat(spans(collector))
                        .containsOnlyKeys("copydesk-ingest", "copydesk-enrich", "copydesk-index"));
      }
      Map<String, Span> spans = spans(collector);
      Span ingest = Objects.requireNonNull(spans.get("copydesk-ingest"));
      Span enrich = Objects.requireNonNull(spans.get("copydesk-enrich"));
      Span index = Objects.requireNonNull(spans.get("copydesk-index"));
      assertThat(List.of(ingest, enrich, index))
          .extracting(Span::getTraceId)
          .containsOnly(ingest.getTraceId());
      assertThat(ingest.getParentSpanId()).isEqualTo(ByteString.EMPTY);
      assertThat(enrich.getParentSpanId()).isEqualTo(ingest.getSpanId());
      assertThat(index.getParentSpanId()).isEqualTo(enrich.getSpanId());
      assertThat(ingest.toString()).doesNotContain("people stood");
    }
  }

  /** By service the one span of each. */
  private static Map<String, Span> spans(SpanReceiver collector) {
    Map<String, Span> spans = new LinkedHashMap<>();
    for (ResourceSpans of : collector.received()) {
      String service =
          of.getResource().getAttributesList().stream()
              .filter(attribute -> attribute.getKey().equals("service.name"))
              .map(attribute -> attribute.getValue().getStringValue())
              .findFirst()
              .orElseThrow();
      for (ScopeSpans scope : of.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> assertThat(spans.put(service, span)).isNull());
      }
    }
    return spans;
  }
}

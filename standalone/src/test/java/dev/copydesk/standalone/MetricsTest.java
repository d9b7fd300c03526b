package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.copydesk.schema.Topics;
import dev.copydesk.schema.v1.ReplayPartition;
import dev.copydesk.schema.v1.ReplayProgress;
import dev.copydesk.schema.v1.ReplayState;
import dev.copydesk.schema.v1.ReplayTarget;
import dev.copydesk.standalone.MetricList.Metric;
import dev.copydesk.testkit.Cluster;
import dev.copydesk.testkit.OnCluster;
import dev.copydesk.testkit.TopicWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of metrics beside running services, dashboard and alerts. */
@OnCluster
class MetricsTest {

  /** What depends on an assignment is looked for once a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  private static final Pattern SERIES = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** Is of a bucket, and no label of the metric. */
  private static final String BOUND = "le";

  /** Nobody can bring about a collection's pause. */
  private static final Set<String> SHOWN_LATER = Set.of("jvm_gc_pause_seconds");

  @Test
  void dashboardAndAlertsReadNothingElse() throws Exception {
    Set<String> known =
        MetricList.documented().values().stream()
            .flatMap(metric -> metric.series().stream())
            .collect(Collectors.toSet());
    Set<String> read = new TreeSet<>();
    MetricList.queries()
        .forEach(
            (where, query) -> {
              assertThat(MetricList.series(query)).as(where + ": " + query).isNotEmpty();
              assertThat(known).as(where).containsAll(MetricList.series(query));
              read.addAll(MetricList.series(query));
            });
    assertThat(MetricList.documented().values())
        .as("the dashboard or an alert reads each of Copydesk's")
        .allMatch(metric -> metric.series().stream().anyMatch(read::contains));
    assertThat(MetricList.rules())
        .isNotEmpty()
        .allSatisfy(
            rule -> assertThat(rule).containsKeys("alert", "expr", "labels", "annotations"));
  }

  @Test
  void namesInQueriesAreFound() {
    assertThat(MetricList.series("max by (a, b) (x_total{c=\"y\"}) / on(d) sum(rate(z[5m])) > 0.9"))
        .containsExactly("x_total", "z");
  }

  @Test
  void runningServicesShowAllOfTheList(Cluster cluster, Topics topics, @TempDir Path folder)
      throws Exception {
    try (RunningServices services = RunningServices.all(cluster, topics, folder, Map.of());
        TopicWriter writer = new TopicWriter(cluster)) {
      Files.writeString(services.inbox().resolve("blank.txt"), " ");
      Files.writeString(
          services.inbox().resolve("quay.txt"), "More than 30 people stood on the quay.");
      Files.writeString(
          services.inbox().resolve("other.txt"), "More than 30 people stood on the quay.");
      byte[] poison = "no frame".getBytes(StandardCharsets.UTF_8);
      writer.write(topics.raw().name(), "poison", poison);
      writer.write(topics.enriched().name(), "poison", poison);
      ReplayProgress replay =
          ReplayProgress.newBuilder()
              .setId("r1")
              .setTarget(ReplayTarget.ENRICH)
              .setSelector("--to-earliest")
              .setState(ReplayState.RUNNING)
              .setPartitions(List.of(new ReplayPartition(0, 10L, 20L, 13L, -1L)))
              .setStarted(1)
              .setUpdated(2)
              .build();
      writer.write(topics.replays().name(), "r1", services.codec.encode(topics.replays(), replay));
      // The same article again changes nothing.
      Files.writeString(
          services.inbox().resolve("late.jsonl"),
          """
          {"uri": "urn:a", "headline": "A", "body_text": "A quay.", "versioncreated": "2020-01-02T00:00:00Z"}
          {"uri": "urn:a", "headline": "A", "body_text": "A ship.", "versioncreated": "2020-01-01T00:00:00Z"}
          """);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(missing(scrape(services.url()))).isEmpty());
      String scraped = scrape(services.url());
      assertThat(scraped)
          .contains(
              "copydesk_errors_total{code=\"BLANK_FILE\",stage=\"ingest\"} 1.0",
              "copydesk_errors_total{code=\"NOT_FRAMED\",stage=\"enrich\"} 1.0",
              "copydesk_errors_total{code=\"NOT_FRAMED\",stage=\"index\"} 1.0",
              "copydesk_replay_done_records{replay=\"r1\"} 3.0",
              "copydesk_replay_planned_records{replay=\"r1\"} 10.0",
              "copydesk_ready{check=\"ingest\"} 1.0");
    }
  }

  private static List<String> missing(String scraped) throws Exception {
    Map<String, Set<String>> shown = new HashMap<>();
    scraped
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher series = SERIES.matcher(line);
              assertThat(series.matches()).as(line).isTrue();
              Set<String> labels = new TreeSet<>();
              if (series.group(2) != null) {
                LABEL
                    .matcher(series.group(2))
                    .results()
                    .forEach(label -> labels.add(label.group(1)));
              }
              labels.remove(BOUND);
              shown.put(series.group(1), labels);
            });
    List<String> missing = new ArrayList<>();
    for (Metric metric : MetricList.documented().values()) {
      for (String series : metric.series()) {
        if (!SHOWN_LATER.contains(metric.name()) && !metric.labels().equals(shown.get(series))) {
          missing.add("%s %s, but shown %s".formatted(series, metric.labels(), shown.get(series)));
        }
      }
    }
    assertThat(shown.keySet().stream().filter(name -> name.startsWith("copydesk_")))
        .as("each of Copydesk's own is in the list")
        .allMatch(MetricsTest::isDocumented);
    return missing;
  }

  private static boolean isDocumented(String series) {
    try {
      return MetricList.documented().values().stream()
          .anyMatch(metric -> metric.series().contains(series));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String scrape(String url) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}

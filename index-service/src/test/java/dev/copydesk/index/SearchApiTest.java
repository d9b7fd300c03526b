package dev.copydesk.index;

import static dev.copydesk.index.EnrichedArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.index.search.SearchApi;
import dev.copydesk.index.sink.Change;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.lucene.LuceneSink;
import dev.copydesk.schema.v1.DatedFrom;
import dev.copydesk.schema.v1.EnrichedArticle;
import dev.copydesk.service.AdminServer;
import dev.copydesk.service.Health;
import dev.copydesk.service.HttpSettings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over a real index and a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchApiTest {

  private static final String HOSTILE =
      "<script>alert(1)</script> storm <img src=x onerror=alert(1)> \" onmouseover=\"alert(1) '";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init")
  private LuceneSink sink;

  @SuppressWarnings("NullAway.Init")
  private AdminServer server;

  @BeforeAll
  void serve(@TempDir Path folder) {
    sink = new LuceneSink(folder, Duration.ofMillis(20));
    server =
        new AdminServer(
            new HttpSettings("127.0.0.1", 0),
            new Health(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            List.of(new SearchApi(sink.articles(), new FixedRoad(), new NoRebuilding())));
    List<EnrichedArticle> articles = new ArrayList<>(EnrichedArticles.twoStories());
    articles.add(article("hostile", 1).setHeadline(HOSTILE).setText(HOSTILE).build());
    articles.add(article("feed:a/b c?d#é", 1).setText("An id with signs.").build());
    articles.add(EnrichedArticles.canceled("killed", 1));
    articles.addAll(Figures.articles());
    for (int i = 0; i < 45; i++) {
      articles.add(
          article("page" + i, 1)
              .setText("Paging paging.".repeat(1 + i % 5))
              .setPublished(
                  i % 3 == 0 ? null : new DatedFrom("2001-01-%02d".formatted(1 + i % 7), "META"))
              .build());
    }
    Stream<Change> changes = articles.stream().map(article -> new Change.Upsert(article, 0));
    sink.apply(
        Stream.concat(changes, Stream.of(new Change.Tombstone("page44", 1))).toList(),
        new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 1L), Instant.EPOCH));
    Awaitility.await().until(() -> search("").path("total").asInt() == 48 + Figures.COUNT);
  }

  @AfterAll
  void stop() {
    server.close();
    sink.close();
  }

  @ParameterizedTest
  @CsvSource({
    "earthquakes, quake",
    "kill, bank quake",
    "kills dozen, quake",
    "'\"dozens in the mountains\"', quake",
    "'\"mountains dozens\"', ''",
    "person:orlova, quake",
    "'person:\"ana orlova\"', quake",
    "person:tbilisi, ''",
    "place:Tbilisi, quake",
    "country:ge, quake",
    "'org:\"northern bank\"', bank",
    "lang:en, quake",
    "lang:en-gb, quake",
    "lang:FR, bank",
    "'source:\"valley post\"', quake",
    "source:valleypost.example, quake",
    "source:bourse.example, bank",
    "date:2012, quake",
    "date:2012-11-20, quake",
    "date:2013..2014, bank",
    "date:2012-11..2013-02, bank quake",
    "rates -earthquake, bank",
    "rescuers OR traders, bank quake",
    "resc*, quake",
    "person:orl*, quake",
    "nosuchword, ''",
    "killed, bank quake",
  })
  void finds(String query, String ids) throws Exception {
    List<String> expected = ids.isEmpty() ? List.of() : List.of(ids.split(" "));
    assertThat(ids(search(query))).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void answersAHitAsTheContractSays() throws Exception {
    JsonNode found = search("earthquake");
    JsonNode hit = found.path("hits").path(0);
    assertThat(hit.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "headline", "published", "score", "snippet", "publisher", "copies");
    assertThat(hit.path("published").asText()).isEqualTo("2012-11-20T19:12+04:00");
    assertThat(hit.path("score").asDouble()).isPositive();
    assertThat(found.path("total").asInt()).isEqualTo(1);
    assertThat(found.path("next").isNull()).isTrue();
    assertThat(found.path("facets").path("person").toString())
        .isEqualTo("[{\"value\":\"Ana Orlova\",\"count\":1}]");
    assertThat(found.path("facets").path("country").path(0).path("value").asText()).isEqualTo("GE");
  }

  @Test
  void showsTheNewestFirstWithoutAQuery() throws Exception {
    assertThat(ids(search("")).subList(0, 2)).containsExactly("bank", "quake");
  }

  @Test
  void marksWhatMatchedAndEscapesTheRest() throws Exception {
    String snippet = search("storm").path("hits").path(0).path("snippet").asText();
    assertThat(snippet)
        .contains("<mark>storm</mark>")
        .doesNotContain("<script", "<img", "\"", "'")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(
            search("alert")
                .path("hits")
                .path(0)
                .path("snippet")
                .asText()
                .replaceAll("</?mark>", ""))
        .doesNotContain("<", ">");
  }

  @Test
  void marksWordsThatFieldsNarrow() throws Exception {
    assertThat(search("rates lang:fr").path("hits").path(0).path("snippet").asText())
        .contains("<mark>rates</mark>");
  }

  @Test
  void foldsNearIdenticalCopiesWhicheverPageTheyAreOn() throws Exception {
    JsonNode page = json.readTree(get("/api/v1/search?q=typhoon&sort=oldest&limit=1").body());
    assertThat(page.path("total").asInt()).isEqualTo(4);
    assertThat(ids(page)).containsExactly("wire");
    assertThat(page.path("hits").path(0).path("copies").findValuesAsText("id"))
        .containsExactly("copy1", "copy2");
    JsonNode next =
        json.readTree(
            get("/api/v1/search?q=typhoon&sort=oldest&limit=1&cursor=" + page.path("next").asText())
                .body());
    assertThat(ids(next)).containsExactly("rival");
    assertThat(next.path("next").isNull()).isTrue();
    assertThat(ids(json.readTree(get("/api/v1/search?q=typhoon&fold=false").body()))).hasSize(4);
  }

  @Test
  void countsOverTime() throws Exception {
    JsonNode timeline = search("date:2001").path("timeline");
    assertThat(timeline.path("interval").asText()).isEqualTo("day");
    int sum = 0;
    for (JsonNode day : timeline.path("counts")) {
      sum += day.path("count").asInt();
    }
    assertThat(sum).isEqualTo(search("date:2001").path("total").asInt());
    assertThat(search("").path("timeline").path("interval").asText()).isEqualTo("year");
  }

  @Test
  void followsAFigureOverTimeAndSources() throws Exception {
    JsonNode series = json.readTree(get("/api/v1/numbers/series?q=typhoon&countType=kill").body());
    assertThat(series.path("points").findValuesAsText("value")).containsExactly("12", "9");
    JsonNode first = series.path("points").path(0);
    assertThat(first.path("comparator").asText()).isEqualTo("GE");
    assertThat(first.path("publisher").asText()).isEqualTo("Wire");
    assertThat(first.path("sentence").asText()).isEqualTo("At least 12 people died on Monday.");
    assertThat(
            first
                .path("sentence")
                .asText()
                .substring(first.path("start").asInt(), first.path("end").asInt()))
        .isEqualTo("12");
    assertThat(first.path("copies").findValuesAsText("id")).containsExactly("copy1", "copy2");
    assertThat(series.path("disagreements").toString())
        .isEqualTo("[{\"day\":\"2009-11-08\",\"points\":[0,1]}]");
    for (String figure : List.of("counted=person", "counted=people&countType=KILL")) {
      assertThat(
              json.readTree(get("/api/v1/numbers/series?q=typhoon&" + figure).body())
                  .path("points")
                  .size())
          .as(figure)
          .isEqualTo(figure.startsWith("counted=people") ? 2 : 0);
    }
    assertThat(get("/api/v1/numbers/series?q=typhoon&countType=KILL&format=csv").body())
        .startsWith("\"time\",")
        .contains("\"12\"", "\"GE\"");
  }

  @Test
  void exportsWhatSpreadsheetsNeverRun() throws Exception {
    HttpResponse<String> csv = get("/api/v1/export?q=typhoon");
    assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("articles.csv");
    assertThat(csv.body().lines().count()).isEqualTo(5);
    assertThat(csv.body()).contains("\"'=cmd|calc\"").contains("\"'@SUM(1)\"");
    JsonNode records = json.readTree(get("/api/v1/export?q=typhoon&format=json").body());
    assertThat(records.findValuesAsText("headline")).hasSize(4);
  }

  @Test
  void tellsListenersWhenMoreIsFound() throws Exception {
    HttpResponse<InputStream> events =
        http.send(
            HttpRequest.newBuilder(URI.create(address() + "/api/v1/live?q=lateness")).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertThat(total(lines)).isZero();
      sink.apply(
          List.of(new Change.Upsert(article("late", 1).setText("Lateness.").build(), 2)),
          new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 2L), Instant.EPOCH));
      assertThat(total(lines)).isEqualTo(1);
    } finally {
      sink.apply(
          List.of(new Change.Tombstone("late", 3)),
          new Position(new Position.TopicIdentity("c", "t", "i"), Map.of(0, 3L), Instant.EPOCH));
      Awaitility.await().until(() -> search("lateness").path("total").asInt() == 0);
    }
  }

  private int total(BufferedReader events) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      if (line.startsWith("data: ")) {
        return json.readTree(line.substring("data: ".length())).path("total").asInt();
      }
    }
    throw new AssertionError("The stream ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "paging", "page*", "date:2001"})
  void pagesThroughEveryHitOnce(String query) throws Exception {
    pagesThroughEveryHitOnce(query, "best");
    pagesThroughEveryHitOnce(query, "newest");
    pagesThroughEveryHitOnce(query, "oldest");
  }

  private void pagesThroughEveryHitOnce(String query, String sort) throws Exception {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page =
          json.readTree(
              get("/api/v1/search?limit=7&fold=false&sort="
                      + sort
                      + "&q="
                      + encode(query)
                      + "&cursor="
                      + cursor)
                  .body());
      seen.addAll(ids(page));
      cursor = page.path("next").asText();
    } while (!page.path("next").isNull());
    assertThat(seen).doesNotHaveDuplicates().hasSize(page.path("total").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((",
        "\"",
        "a:b:c",
        "person:",
        "-",
        "NOT",
        "&&",
        "\\",
        "/.*/",
        "[a TO b]",
        "a~2^3",
        "漢字",
        "\uD83D\uDE00",
        "--",
        "lang:*x",
        "%",
        "+",
        "{!x}"
      })
  void answersOddQueries(String query) throws Exception {
    assertThat(get("/api/v1/search?q=" + encode(query)).statusCode()).isIn(200, 400);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/search?q=a*, 400, PREFIX_TOO_SHORT",
    "/api/v1/search?limit=0, 400, BAD_LIMIT",
    "/api/v1/search?limit=x, 400, BAD_LIMIT",
    "/api/v1/search?cursor=!!, 400, BAD_CURSOR",
    "/api/v1/search?sort=worst, 400, BAD_SORT",
    "/api/v1/export?format=xls, 400, BAD_FORMAT",
    "/api/v1/export?q=a*, 400, PREFIX_TOO_SHORT",
    "/api/v1/live?q=a*, 400, PREFIX_TOO_SHORT",
    "/api/v1/numbers/series?q=quake, 400, NO_FIGURE",
    "/api/v1/files?limit=1001, 400, BAD_LIMIT",
    "/api/v1/nothing, 404, NO_SUCH_PATH",
    "/api/v1/raw/0/8, 404, NO_SUCH_RECORD",
    "/api/v1/raw/x/8, 404, NO_SUCH_RECORD",
    "/api/v1/dead-letters/0/8, 404, NO_SUCH_RECORD",
    "/api/v1/search?cursor=abcd, 400, BAD_CURSOR",
    "/api/v1/articles/nobody, 404, NO_SUCH_ARTICLE",
    "/api/v1/articles/page44, 404, NO_SUCH_ARTICLE",
    "/api/v1/articles/killed, 410, WITHDRAWN",
  })
  void saysWhatIsWrong(String path, int status, String code) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(status);
    JsonNode problem = json.readTree(response.body());
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("message").asText()).isNotBlank();
    assertThat(problem.path("remedy").asText()).isNotBlank();
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quake", "feed:a/b c?d#é"})
  void returnsTheRecord(String id) throws Exception {
    HttpResponse<String> response = get("/api/v1/articles/" + encode(id).replace("+", "%20"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .containsIgnoringCase("utf-8");
    JsonNode record = json.readTree(response.body());
    assertThat(record.path("id").asText()).isEqualTo(id);
    assertThat(record.path("source").path("feed").asText()).isEqualTo("test");
    assertThat(record.path("uri").isNull()).isTrue();
  }

  @Test
  void servesEveryPathThatItDescribesAndDescribesEveryPathThatItServes() throws Exception {
    JsonNode description = json.readTree(get("/openapi.json").body());
    List<String> described =
        description.path("paths").properties().stream().map(Map.Entry::getKey).toList();
    assertThat(described)
        .containsAll(new SearchApi(sink.articles(), new FixedRoad(), new NoRebuilding()).paths());
    for (String path : described) {
      String asked =
          path.replace("{id}", "quake").replace("{partition}", "0").replace("{offset}", "7")
              + (path.endsWith("/series") ? "?countType=KILL" : "");
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(URI.create(address() + asked)).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      // Also of the stream that does not end.
      response.body().close();
    }
  }

  private JsonNode search(String query) throws IOException, InterruptedException {
    HttpResponse<String> response = get("/api/v1/search?q=" + encode(query));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json.readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address() + path)).build(),
        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private String address() {
    return "http://127.0.0.1:" + server.port();
  }

  private static List<String> ids(JsonNode found) {
    List<String> ids = new ArrayList<>();
    found.path("hits").forEach(hit -> ids.add(hit.path("id").asText()));
    return ids;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

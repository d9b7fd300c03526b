package dev.copydesk.index.search;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Searching, one article, and what was found as a file to keep. */
final class SearchRoutes {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_LIMIT = 200;

  /** Articles in one file; more are had by narrower queries. */
  private static final int MOST_EXPORTED = 10_000;

  private final Articles articles;
  private final Folding folding;
  private final Answers answers;

  private enum Format {
    CSV,
    JSON
  }

  private enum Fold {
    TRUE,
    FALSE
  }

  private record Found(
      long total,
      List<FoundHit> hits,
      Map<String, List<Articles.Bucket>> facets,
      Timeline timeline,
      @Nullable String next) {}

  private record FoundHit(
      String id,
      @Nullable String headline,
      @Nullable String published,
      float score,
      String snippet,
      @Nullable String publisher,
      List<Copy> copies) {}

  private record Copy(
      String id,
      @Nullable String headline,
      @Nullable String published,
      @Nullable String publisher) {}

  SearchRoutes(Articles articles, Answers answers) {
    this.articles = articles;
    this.folding = new Folding(articles);
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put("/api/v1/search", this::search);
    routes.put("/api/v1/articles/{id}", this::article);
    routes.put("/api/v1/export", this::export);
  }

  private void search(ServerRequest request, ServerResponse response) {
    Request wanted =
        new Request(
            QueryParser.parse(Answers.parameter(request, "q").orElse("")),
            Answers.choice(request, "sort", Order.BEST),
            Answers.parameter(request, "cursor").map(Cursor::decode),
            Answers.limit(request, DEFAULT_LIMIT, MAX_LIMIT),
            Detail.SHOWN);
    Folding.Folded folded =
        Answers.choice(request, "fold", Fold.TRUE) == Fold.TRUE
            ? folding.page(wanted)
            : unfolded(articles.search(wanted));
    Map<String, List<Articles.Bucket>> facets = new LinkedHashMap<>();
    Field.facets()
        .forEach(
            field ->
                facets.put(field.label(), folded.first().facets().getOrDefault(field, List.of())));
    answers.send(
        response,
        Status.OK_200,
        new Found(
            folded.first().total(),
            folded.folds().stream().map(SearchRoutes::shown).toList(),
            facets,
            Timeline.of(folded.first().days()),
            folded.next().map(Cursor::encode).orElse(null)));
  }

  private static Folding.Folded unfolded(Articles.Page page) {
    return new Folding.Folded(
        page,
        page.hits().stream().map(hit -> new Folding.Fold(hit, List.of())).toList(),
        page.next());
  }

  private static FoundHit shown(Folding.Fold fold) {
    StringBuilder snippet = new StringBuilder();
    for (Articles.Piece piece : fold.hit().snippet()) {
      String text = Html.escape(piece.text());
      snippet.append(piece.marked() ? "<mark>" + text + "</mark>" : text);
    }
    Copy self = copy(fold.hit());
    return new FoundHit(
        self.id(),
        self.headline(),
        self.published(),
        fold.hit().place().score(),
        snippet.toString(),
        self.publisher(),
        fold.copies().stream().map(SearchRoutes::copy).toList());
  }

  private static Copy copy(Hit hit) {
    return new Copy(
        hit.id(),
        hit.record().path("headline").textValue(),
        hit.record().path("published").path("value").textValue(),
        FigureSeries.publisher(hit.record()));
  }

  private void article(ServerRequest request, ServerResponse response) {
    switch (articles.article(request.path().pathParameters().get("id"))) {
      case Articles.Kept.Article(String record) ->
          Answers.send(response, Status.OK_200, record.getBytes(StandardCharsets.UTF_8));
      case Articles.Kept.Withdrawn() ->
          answers.send(
              response,
              Status.GONE_410,
              new Answers.Problem(
                  "WITHDRAWN",
                  "The source has withdrawn this article",
                  "Do not publish it; no revision of it is kept here"));
      case Articles.Kept.Nothing() ->
          answers.send(
              response,
              Status.NOT_FOUND_404,
              new Answers.Problem(
                  "NO_SUCH_ARTICLE",
                  "No article has this id",
                  "Take the id from a hit of /api/v1/search"));
    }
  }

  private void export(ServerRequest request, ServerResponse response) throws IOException {
    Format format = Answers.choice(request, "format", Format.CSV);
    NewsQuery query = QueryParser.parse(Answers.parameter(request, "q").orElse(""));
    Order order = Answers.choice(request, "sort", Order.NEWEST);
    // Asked first, so that a query that is refused is still answered as an error.
    Articles.Page first = articles.search(exported(query, order, Optional.empty()));
    response.header(Answers.NOT_KEPT);
    response.header(
        HeaderNames.CONTENT_TYPE,
        format == Format.CSV ? "text/csv;charset=utf-8" : "application/json;charset=utf-8");
    response.header(
        HeaderNames.CONTENT_DISPOSITION,
        "attachment; filename=\"articles." + (format == Format.CSV ? "csv" : "json") + "\"");
    try (OutputStream out = response.outputStream()) {
      if (format == Format.CSV) {
        write(
            out,
            Csv.line(
                "id",
                "published",
                "publisher",
                "headline",
                "byline",
                "section",
                "language",
                "url",
                "file",
                "text"));
        eachPage(query, order, first, hit -> write(out, csv(hit.record())));
      } else {
        try (JsonGenerator json = answers.json().createGenerator(out)) {
          json.writeStartArray();
          eachPage(query, order, first, hit -> json.writeTree(hit.record()));
          json.writeEndArray();
        }
      }
    }
  }

  @FunctionalInterface
  private interface Writer {
    void write(Hit hit) throws IOException;
  }

  private void eachPage(NewsQuery query, Order order, Articles.Page first, Writer writer)
      throws IOException {
    Articles.Page page = first;
    for (int written = 0; ; written += page.hits().size()) {
      for (Hit hit : page.hits()) {
        writer.write(hit);
      }
      if (page.next().isEmpty() || written + MAX_LIMIT >= MOST_EXPORTED) {
        return;
      }
      page = articles.search(exported(query, order, page.next()));
    }
  }

  private static Request exported(NewsQuery query, Order order, Optional<Cursor> after) {
    return new Request(query, order, after, MAX_LIMIT, Detail.RECORDS);
  }

  private static String csv(JsonNode record) {
    return Csv.line(
        record.path("id").asText(),
        record.path("published").path("value").textValue(),
        FigureSeries.publisher(record),
        record.path("headline").textValue(),
        StreamSupport.stream(record.path("byline").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining("; ")),
        record.path("section").textValue(),
        record.path("language").textValue(),
        record.path("url").textValue(),
        record.path("source").path("path").textValue(),
        record.path("text").textValue());
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }
}

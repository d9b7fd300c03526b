package dev.copydesk.index.search;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.copydesk.index.search.Articles.Detail;
import dev.copydesk.index.search.Articles.Hit;
import dev.copydesk.index.search.Articles.Order;
import dev.copydesk.index.search.Articles.Request;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What was found, as a file to keep. */
final class ExportRoutes {

  private static final int PAGE = 200;

  /** Articles in one file; more are had by narrower queries. */
  private static final int MOST_EXPORTED = 10_000;

  private final Articles articles;
  private final Answers answers;

  private enum Format {
    CSV,
    JSON
  }

  /** Takes the articles of a file, one by one. */
  @FunctionalInterface
  private interface Writer {
    void write(Hit hit) throws IOException;
  }

  ExportRoutes(Articles articles, Answers answers) {
    this.articles = articles;
    this.answers = answers;
  }

  void addTo(Map<String, Handler> routes) {
    routes.put("/api/v1/export", this::export);
  }

  private void export(ServerRequest request, ServerResponse response) throws IOException {
    Format format = Answers.choice(request, "format", Format.CSV);
    NewsQuery query = QueryParser.parse(Answers.parameter(request, "q").orElse(""));
    Order order = Answers.choice(request, "sort", Order.NEWEST);
    // Asked first, so that a query that is refused is still answered as an error.
    Articles.Page first = articles.search(request(query, order, Optional.empty()));
    String name = format.name().toLowerCase(Locale.ROOT);
    response
        .header(Answers.NOT_KEPT)
        .header(
            HeaderNames.CONTENT_TYPE,
            (format == Format.CSV ? "text/csv" : "application/json") + ";charset=utf-8")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"articles." + name + "\"");
    OutputStream out = response.outputStream();
    try {
      switch (format) {
        case CSV -> writeCsv(query, order, first, out);
        case JSON -> writeJson(query, order, first, out);
      }
    } catch (Articles.UnavailableException | BadRequestException e) {
      // It is too late for an error, and the stream's end would pass a part for the whole.
      throw new CloseConnectionException("The index could not be read to an export's end", e);
    }
    out.close();
  }

  private void writeCsv(NewsQuery query, Order order, Articles.Page first, OutputStream out)
      throws IOException {
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
    eachPage(query, order, first, hit -> write(out, csv(hit)));
  }

  private void writeJson(NewsQuery query, Order order, Articles.Page first, OutputStream out)
      throws IOException {
    JsonGenerator json =
        answers.json().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartArray();
    eachPage(query, order, first, hit -> json.writeTree(hit.record()));
    json.writeEndArray();
    json.close();
  }

  private void eachPage(NewsQuery query, Order order, Articles.Page first, Writer writer)
      throws IOException {
    Articles.Page page = first;
    for (int written = 0; ; written += page.hits().size()) {
      for (Hit hit : page.hits()) {
        writer.write(hit);
      }
      if (page.next().isEmpty() || written + PAGE >= MOST_EXPORTED) {
        return;
      }
      page = articles.search(request(query, order, page.next()));
    }
  }

  private static Request request(NewsQuery query, Order order, Optional<Cursor> after) {
    return new Request(query, order, after, PAGE, Detail.RECORDS);
  }

  private static String csv(Hit hit) {
    JsonNode record = hit.record();
    return Csv.line(
        hit.id(),
        record.path("published").path("value").textValue(),
        hit.publisher(),
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

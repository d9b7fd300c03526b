package dev.copydesk.index.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API that {@code openapi.json} describes. Every error is {@code {code, message, remedy}}. */
public final class SearchApi implements HttpService {

  static final int DEFAULT_LIMIT = 20;
  static final int MAX_LIMIT = 200;

  private static final Logger LOG = LoggerFactory.getLogger(SearchApi.class);
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json;charset=utf-8");
  private static final Header NO_SNIFFING =
      HeaderValues.create("X-Content-Type-Options", "nosniff");
  private static final Header NOT_KEPT = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  private final Articles articles;
  private final ObjectMapper json = new ObjectMapper();
  private final byte[] description = resource("openapi.json");

  private record Found(
      long total,
      List<FoundHit> hits,
      Map<String, List<Articles.Bucket>> facets,
      @Nullable String next) {}

  private record FoundHit(
      String id,
      @Nullable String headline,
      @Nullable String published,
      float score,
      String snippet) {}

  private record Problem(String code, String message, String remedy) {}

  public SearchApi(Articles articles) {
    this.articles = articles;
  }

  /** Every path that is served, as the description writes it. */
  public Set<String> paths() {
    return routes().keySet();
  }

  private Map<String, Handler> routes() {
    Map<String, Handler> routes = new LinkedHashMap<>();
    routes.put("/api/v1/search", this::search);
    routes.put("/api/v1/articles/{id}", this::article);
    routes.put("/openapi.json", (_, response) -> send(response, Status.OK_200, description));
    return routes;
  }

  @Override
  public void routing(HttpRules rules) {
    // An id may hold slashes, which {+id} lets through.
    routes().forEach((path, handler) -> rules.get(path.replace("{id}", "{+id}"), guarded(handler)));
  }

  private void search(ServerRequest request, ServerResponse response) {
    Articles.Page page =
        articles.search(
            new Articles.Request(
                QueryParser.parse(parameter(request, "q").orElse("")),
                Articles.Order.BEST,
                parameter(request, "cursor").filter(c -> !c.isEmpty()).map(Cursor::decode),
                parameter(request, "limit").map(SearchApi::limit).orElse(DEFAULT_LIMIT),
                Articles.Detail.SHOWN));
    Map<String, List<Articles.Bucket>> facets = new LinkedHashMap<>();
    Field.facets()
        .forEach(field -> facets.put(field.label(), page.facets().getOrDefault(field, List.of())));
    send(
        response,
        Status.OK_200,
        new Found(
            page.total(),
            page.hits().stream().map(SearchApi::shown).toList(),
            facets,
            page.next().map(Cursor::encode).orElse(null)));
  }

  private void article(ServerRequest request, ServerResponse response) {
    switch (articles.article(request.path().pathParameters().get("id"))) {
      case Articles.Kept.Article(String record) ->
          send(response, Status.OK_200, record.getBytes(StandardCharsets.UTF_8));
      case Articles.Kept.Withdrawn() ->
          send(
              response,
              Status.GONE_410,
              new Problem(
                  "WITHDRAWN",
                  "The source has withdrawn this article",
                  "Do not publish it; no revision of it is kept here"));
      case Articles.Kept.Nothing() ->
          send(
              response,
              Status.NOT_FOUND_404,
              new Problem(
                  "NO_SUCH_ARTICLE",
                  "No article has this id",
                  "Take the id from a hit of /api/v1/search"));
    }
  }

  private Handler guarded(Handler handler) {
    return (request, response) -> {
      try {
        handler.handle(request, response);
      } catch (BadRequestException e) {
        send(
            response,
            Status.BAD_REQUEST_400,
            new Problem(e.code(), String.valueOf(e.getMessage()), e.remedy()));
      } catch (Articles.NotKeptException e) {
        send(
            response,
            Status.NOT_IMPLEMENTED_501,
            new Problem(
                "NO_INDEX",
                String.valueOf(e.getMessage()),
                "Ask an instance whose index.sink is lucene or opensearch"));
      } catch (Articles.UnavailableException e) {
        LOG.warn("event=search-unavailable", e);
        send(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            new Problem(
                "INDEX_UNAVAILABLE",
                "The index cannot be read now",
                "Ask again in a moment; /health/readyz says what is wrong"));
      }
    };
  }

  private static FoundHit shown(Articles.Hit hit) {
    StringBuilder snippet = new StringBuilder();
    for (Articles.Piece piece : hit.snippet()) {
      String text = Html.escape(piece.text());
      snippet.append(piece.marked() ? "<mark>" + text + "</mark>" : text);
    }
    return new FoundHit(
        hit.id(),
        hit.record().path("headline").textValue(),
        hit.record().path("published").path("value").textValue(),
        hit.place().score(),
        snippet.toString());
  }

  private static Optional<String> parameter(ServerRequest request, String name) {
    return request.query().first(name).asOptional();
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // Refused below like any number out of range.
    }
    throw new BadRequestException(
        "BAD_LIMIT",
        "The limit is not a whole number from 1 to " + MAX_LIMIT,
        "Ask for fewer hits, and for more with the cursor");
  }

  private void send(ServerResponse response, Status status, Object body) {
    try {
      send(response, status, json.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(ServerResponse response, Status status, byte[] body) {
    response.status(status).header(JSON).header(NO_SNIFFING).header(NOT_KEPT).send(body);
  }

  private static byte[] resource(String name) {
    try (InputStream stream = SearchApi.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.search.Articles;
import dev.copydesk.index.search.BadRequestException;
import dev.copydesk.index.search.Cursor;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.sink.opensearch.Connection.Answer;
import dev.copydesk.index.sink.opensearch.Documents.State;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Answers from the index that the alias to search by names. */
final class OpenSearchArticles implements Articles {

  private static final int FACET_VALUES = 10;
  private static final long MILLIS_A_DAY = Duration.ofDays(1).toMillis();
  private static final String DAYS = "days";
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final Connection connection;
  private final String alias;

  OpenSearchArticles(Connection connection, String alias) {
    this.connection = connection;
    this.alias = alias;
  }

  @Override
  public Page search(Request request) {
    boolean shown = request.detail() == Detail.SHOWN;
    ObjectNode search = Connection.JSON.createObjectNode();
    // One more than shown tells whether there is a next page.
    search.put("size", request.limit() + 1).put("track_total_hits", true);
    search.putArray("_source").add("record");
    ObjectNode bool = search.putObject("query").putObject("bool");
    bool.putArray("must").add(QueryTranslator.translate(request.query()));
    bool.putArray("filter").addObject().putObject("term").put("state", State.USABLE.name());
    sort(search, request.order());
    request.after().ifPresent(cursor -> searchAfter(search, cursor, request.order()));
    if (shown) {
      Snippet.ask(search);
      aggregate(search);
    }
    return page(ask(search), request, shown);
  }

  private static void sort(ObjectNode search, Order order) {
    ArrayNode sort = search.putArray("sort");
    if (order == Order.BEST) {
      sort.addObject().put("_score", "desc");
      search.put("track_scores", true);
    }
    sort.addObject()
        .putObject("published")
        .put("order", order == Order.OLDEST ? "asc" : "desc")
        .put("missing", "_last");
    sort.addObject().put("id", "asc");
  }

  private static void searchAfter(ObjectNode search, Cursor cursor, Order order) {
    ArrayNode after = search.putArray("search_after");
    if (order == Order.BEST) {
      after.add(cursor.score());
    }
    after.add(cursor.published()).add(cursor.id());
  }

  private static void aggregate(ObjectNode search) {
    ObjectNode aggregations = search.putObject("aggs");
    for (Field field : Field.facets()) {
      aggregations
          .putObject(field.label())
          .putObject("terms")
          .put("field", "facet." + field.label())
          .put("size", FACET_VALUES);
    }
    aggregations
        .putObject(DAYS)
        .putObject("histogram")
        .put("field", "published")
        .put("interval", MILLIS_A_DAY)
        .put("min_doc_count", 1);
  }

  private static Page page(JsonNode answer, Request request, boolean shown) {
    JsonNode found = answer.path("hits").path("hits");
    List<Hit> hits = new ArrayList<>();
    for (JsonNode hit : found) {
      if (hits.size() < request.limit()) {
        JsonNode record = hit.path("_source").path("record");
        hits.add(
            new Hit(
                record,
                place(hit.path("sort"), request.order()),
                shown
                    ? Snippet.read(hit.path("highlight"), record.path("text").asText())
                    : List.of()));
      }
    }
    Map<Field, List<Bucket>> facets = new EnumMap<>(Field.class);
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    if (shown) {
      JsonNode counts = answer.path("aggregations");
      for (Field field : Field.facets()) {
        List<Bucket> buckets = new ArrayList<>();
        for (JsonNode bucket : counts.path(field.label()).path("buckets")) {
          buckets.add(new Bucket(bucket.path("key").asText(), bucket.path("doc_count").asLong()));
        }
        facets.put(field, buckets);
      }
      for (JsonNode bucket : counts.path(DAYS).path("buckets")) {
        days.put(
            LocalDate.ofEpochDay(Math.floorDiv(bucket.path("key").asLong(), MILLIS_A_DAY)),
            bucket.path("doc_count").asLong());
      }
    }
    return new Page(
        answer.path("hits").path("total").path("value").asLong(),
        hits,
        facets,
        days,
        found.size() > request.limit() ? Optional.of(hits.getLast().place()) : Optional.empty());
  }

  private static Cursor place(JsonNode sort, Order order) {
    int published = order == Order.BEST ? 1 : 0;
    return new Cursor(
        order == Order.BEST ? sort.path(0).floatValue() : 0,
        sort.path(published).asLong(),
        sort.path(published + 1).asText());
  }

  @Override
  public Kept article(String id) {
    ObjectNode request = Connection.JSON.createObjectNode();
    request.putArray("ids").add(Documents.id(id));
    try {
      Answer answer =
          connection.post("/" + alias + "/_mget", Map.of("_source", "state,record"), request);
      JsonNode document = checked(answer).path("docs").path(0);
      if (!document.path("found").asBoolean()) {
        return new Kept.Nothing();
      }
      JsonNode source = document.path("_source");
      return switch (State.valueOf(source.path("state").asText())) {
        case USABLE -> new Kept.Article(source.path("record").toString());
        case CANCELED -> new Kept.Withdrawn();
        case DELETED, POSITION -> new Kept.Nothing();
      };
    } catch (IOException e) {
      throw new UnavailableException("OpenSearch does not answer", e);
    }
  }

  @Override
  public long generation() {
    try {
      // Changes with the index, and with each refresh that found something new.
      JsonNode stats =
          checked(
              connection.get(
                  "/" + alias + "/_stats/refresh,indexing",
                  Map.of(
                      "filter_path",
                      "indices.*.uuid,indices.*.primaries.refresh.external_total,indices.*.primaries.indexing.index_total")));
      return stats.toString().hashCode();
    } catch (IOException e) {
      throw new UnavailableException("OpenSearch does not answer", e);
    }
  }

  private JsonNode ask(ObjectNode search) {
    try {
      Answer answer = connection.post("/" + alias + "/_search", Map.of(), search);
      if (answer.status() == BAD_REQUEST) {
        throw new BadRequestException(
            "QUERY_TOO_COSTLY",
            "OpenSearch does not take the query",
            "Ask for fewer words, longer beginnings or fewer hits");
      }
      return checked(answer);
    } catch (IOException e) {
      throw new UnavailableException("OpenSearch does not answer", e);
    }
  }

  private static JsonNode checked(Answer answer) {
    if (!answer.isSuccess()) {
      String what =
          answer.status() == NOT_FOUND ? "There is no index yet" : "OpenSearch cannot answer";
      throw new UnavailableException(what, new IOException(answer.error()));
    }
    return answer.body();
  }
}

package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.Fingerprint;
import dev.copydesk.index.search.NewsQuery;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** What somebody looks for, in OpenSearch's terms. */
final class QueryTranslator {

  /** How much a match counts, by the field it is in. */
  private static final Map<String, Double> BOOSTS =
      Map.of("headline", 3.0, "description", 1.5, "byline", 1.0, "text", 1.0);

  /**
   * A little for each further field that matches, so that headline and text beat headline alone.
   */
  private static final double FURTHER_FIELDS = 0.1;

  private QueryTranslator() {}

  static ObjectNode translate(NewsQuery query) {
    return switch (query) {
      case NewsQuery.Everything() -> node("match_all", node());
      case NewsQuery.Words(Field field, String text) when field.form().isCode() ->
          node("term", node().put(field.label(), field.code(text)));
      case NewsQuery.Words(Field field, String text) ->
          best(
              searched(field).stream()
                  .map(
                      name ->
                          node(
                              "match_phrase",
                              node(name, node().put("query", text).put("boost", boost(name)))))
                  .toList());
      case NewsQuery.Prefix(Field field, String text) when field.form().isCode() ->
          node("prefix", node().put(field.label(), field.code(text)));
      case NewsQuery.Prefix(Field field, String text) ->
          best(
              searched(field).stream()
                  .map(
                      name ->
                          node(
                              "prefix",
                              node(
                                  name,
                                  node().put("value", folded(text)).put("boost", boost(name)))))
                  .toList());
      case NewsQuery.Published(var from, var until) ->
          node(
              "range",
              node(
                  "published",
                  node().put("gte", from.toEpochMilli()).put("lt", until.toEpochMilli())));
      case NewsQuery.Resembling(long fingerprint) -> {
        ObjectNode terms = node();
        ArrayNode bands = terms.putArray("band");
        Fingerprint.bands(fingerprint).forEach(bands::add);
        yield node("constant_score", node("filter", node("terms", terms)));
      }
      case NewsQuery.AllOf(List<NewsQuery> parts) -> allOf(parts);
      case NewsQuery.AnyOf(List<NewsQuery> parts) -> {
        ObjectNode any = node();
        ArrayNode should = any.putArray("should");
        parts.forEach(part -> should.add(translate(part)));
        yield node("bool", any.put("minimum_should_match", 1));
      }
      case NewsQuery.Not _ -> allOf(List.of(query));
    };
  }

  private static ObjectNode allOf(List<NewsQuery> parts) {
    ObjectNode all = node();
    ArrayNode must = all.putArray("must");
    ArrayNode filter = all.putArray("filter");
    ArrayNode mustNot = all.putArray("must_not");
    if (parts.stream().allMatch(NewsQuery.Not.class::isInstance)) {
      must.add(node("match_all", node()));
    }
    for (NewsQuery part : parts) {
      switch (part) {
        case NewsQuery.Not(NewsQuery unwanted) -> mustNot.add(translate(unwanted));
        // Without a score, so that copies keep the places that they have among the hits.
        case NewsQuery.Resembling _ -> filter.add(translate(part));
        default -> must.add(translate(part));
      }
    }
    return node("bool", all);
  }

  private static ObjectNode best(List<ObjectNode> queries) {
    ObjectNode best = node().put("tie_breaker", FURTHER_FIELDS);
    best.putArray("queries").addAll(queries);
    return node("dis_max", best);
  }

  private static List<String> searched(Field field) {
    return field == Field.ANY ? List.copyOf(BOOSTS.keySet()) : List.of(field.label());
  }

  private static double boost(String field) {
    return BOOSTS.getOrDefault(field, 1.0);
  }

  /** A beginning of a word as the analyzers of the index leave it, but for its stem. */
  private static String folded(String text) {
    char[] lower = text.toLowerCase(Locale.ROOT).toCharArray();
    // One character may become four.
    char[] ascii = new char[lower.length * 4];
    return new String(ascii, 0, ASCIIFoldingFilter.foldToASCII(lower, 0, ascii, 0, lower.length));
  }

  private static ObjectNode node() {
    return Connection.JSON.createObjectNode();
  }

  private static ObjectNode node(String name, ObjectNode value) {
    return Connection.JSON.createObjectNode().set(name, value);
  }
}

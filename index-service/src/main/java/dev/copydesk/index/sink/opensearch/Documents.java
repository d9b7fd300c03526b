package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.search.Searchable;
import dev.copydesk.index.sink.Position;
import dev.copydesk.index.sink.Position.TopicIdentity;
import dev.copydesk.schema.v1.EnrichedArticle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes the documents: of articles, of what is hidden, and of how far each partition was read. */
final class Documents {

  /** What a document stands for. Only USABLE ones are ever found. */
  enum State {
    USABLE,
    CANCELED,
    DELETED,
    POSITION
  }

  /** Of UTF-8; OpenSearch refuses a whole bulk for one longer. */
  private static final int MAX_ID_BYTES = 512;

  private static final String POSITION_ID = "copydesk-position:";
  private static final String HASHED_ID = "copydesk-sha256:";

  private Documents() {}

  /** The id of the document for an article: the article's own wherever that can be. */
  static String id(String article) {
    byte[] bytes = article.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MAX_ID_BYTES
            && !article.isEmpty()
            && !article.startsWith(POSITION_ID)
            && !article.startsWith(HASHED_ID)
        ? article
        : HASHED_ID + sha256(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Keeps nothing of the article but that nothing up to this sequence may come back. */
  static ObjectNode marker(String id, long sequence, long offset, State state) {
    return Connection.JSON
        .createObjectNode()
        .put("id", id)
        .put("sequence", sequence)
        .put("offset", offset)
        .put("state", state.name());
  }

  static ObjectNode of(EnrichedArticle article, long offset) {
    ObjectNode document = marker(article.getId(), article.getSequence(), offset, State.USABLE);
    text(document, "headline", article.getHeadline());
    text(document, "description", article.getDescription());
    text(document, "text", article.getText());
    values(document, "byline", article.getByline());
    Searchable searchable = Searchable.of(article);
    ObjectNode facets = document.putObject("facet");
    for (Field field : Field.values()) {
      values(document, field.label(), searchable.values(field));
      values(facets, field.label(), searchable.facets(field));
    }
    searchable.published().ifPresent(millis -> document.put("published", millis));
    values(document, "band", searchable.bands());
    document.putRawValue("record", new RawValue(article.toString()));
    return document;
  }

  /** How far a partition was read into an index; of no meaning in any other index. */
  static Bulk.Item position(String index, Position position, int partition, long next) {
    ObjectNode document =
        Connection.JSON
            .createObjectNode()
            .put("state", State.POSITION.name())
            .put("generation", index);
    document
        .putObject("position")
        .put("cluster", position.topic().cluster())
        .put("topic", position.topic().name())
        .put("topicId", position.topic().id())
        .put("partition", partition)
        .put("next", next)
        .put("asOf", position.asOf().toString());
    return new Bulk.Item(POSITION_ID + index + ":" + partition, next, true, document);
  }

  static TopicIdentity topic(JsonNode position) {
    return new TopicIdentity(
        position.path("cluster").asText(),
        position.path("topic").asText(),
        position.path("topicId").asText());
  }

  private static void text(ObjectNode document, String field, @Nullable String value) {
    if (value != null) {
      document.put(field, value);
    }
  }

  private static void values(ObjectNode document, String field, Collection<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = document.putArray(field);
      values.forEach(array::add);
    }
  }
}

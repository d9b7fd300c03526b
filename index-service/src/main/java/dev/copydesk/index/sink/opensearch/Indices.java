package dev.copydesk.index.sink.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.copydesk.index.search.Field;
import dev.copydesk.index.sink.SinkUnavailableException;
import dev.copydesk.index.sink.opensearch.Connection.Answer;
import dev.copydesk.service.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indices behind the two aliases, one at a time: each building from the topic makes a new one
 * under a name that was never used.
 */
final class Indices {

  private static final Logger LOG = LoggerFactory.getLogger(Indices.class);

  /** Raised when documents are made differently; an index of another format is made anew. */
  private static final String FORMAT = "1";

  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final Connection connection;
  private final OpenSearchSettings settings;
  private final JsonNode template;

  /**
   * An index that is written to.
   *
   * @param name of the index itself, which stands for one building of it
   * @param ofThisFormat whether its documents are as this version makes them
   */
  record Current(String name, boolean ofThisFormat) {}

  Indices(Connection connection, OpenSearchSettings settings, Duration refreshEvery) {
    this.connection = connection;
    this.settings = settings;
    template = template(settings, refreshEvery);
  }

  /** The alias to search by. */
  String readAlias() {
    return settings.name();
  }

  /** The alias to write by; it names one index, and writing fails where it names none. */
  String writeAlias() {
    return settings.name() + "-write";
  }

  /**
   * The index that is written to now; makes the first.
   *
   * @throws SettingsException if the alias names what is not Copydesk's
   */
  Current current() throws IOException {
    Optional<String> name = written();
    if (name.isEmpty()) {
      return new Current(create(List.of()), true);
    }
    Answer mapping =
        expect(
            connection.get(
                "/" + name.get() + "/_mapping", Map.of("filter_path", "*.mappings._meta")),
            "describe the index");
    JsonNode format =
        mapping.body().path(name.get()).path("mappings").path("_meta").path("copydesk_format");
    if (!format.isTextual()) {
      throw new SettingsException(
          List.of(
              "index.opensearch.name is \"%s\", and the alias %s names the index %s, which is not Copydesk's: choose another name with --index-opensearch-name"
                  .formatted(settings.name(), writeAlias(), name.get())));
    }
    return new Current(name.get(), format.asText().equals(FORMAT));
  }

  /** The index that the alias to write by names; empty where there is none. */
  Optional<String> written() throws IOException {
    Answer answer = connection.get("/_alias/" + writeAlias(), Map.of());
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    List<String> names = names(expect(answer, "look up an alias").body());
    if (names.size() != 1) {
      throw new SinkUnavailableException(
          "The alias %s names %d indices: leave one".formatted(writeAlias(), names.size()));
    }
    return Optional.of(names.getFirst());
  }

  /** Leaves the current index and its predecessors for a new, empty one; deletes them. */
  String renew() throws IOException {
    List<String> before = new ArrayList<>(written().stream().toList());
    String index = create(before);
    for (String old : before) {
      Answer deleted = connection.delete("/" + old);
      if (deleted.status() != NOT_FOUND) {
        expect(deleted, "delete the index before");
      }
    }
    return index;
  }

  private String create(List<String> before) throws IOException {
    expect(connection.put("/_index_template/" + settings.name(), template), "put its template");
    String index = settings.name() + "-" + UUID.randomUUID().toString().substring(0, 13);
    expect(connection.put("/" + index, Connection.JSON.createObjectNode()), "make an index");
    ArrayNode actions = Connection.JSON.createArrayNode();
    for (String old : before) {
      actions.addObject().set("remove", alias(old, writeAlias()).put("must_exist", true));
      actions.addObject().set("remove", alias(old, readAlias()));
    }
    ObjectNode write = alias(index, writeAlias());
    write.put("is_write_index", true);
    actions.addObject().set("add", write);
    actions.addObject().set("add", alias(index, readAlias()));
    Answer moved =
        connection.post(
            "/_aliases", Map.of(), Connection.JSON.createObjectNode().set("actions", actions));
    if (!moved.isSuccess()) {
      expect(connection.delete("/" + index), "delete an index that is not used");
    }
    if (moved.status() == NOT_FOUND || moved.status() == BAD_REQUEST) {
      throw new SinkUnavailableException(
          "The alias %s was moved by somebody else meanwhile (%s)"
              .formatted(writeAlias(), moved.error()));
    }
    expect(moved, "move the aliases");
    LOG.info("event=index-made index={} instead-of={}", index, before);
    return index;
  }

  private static ObjectNode alias(String index, String name) {
    return Connection.JSON.createObjectNode().put("index", index).put("alias", name);
  }

  private static List<String> names(JsonNode byIndex) {
    List<String> names = new ArrayList<>();
    byIndex.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /**
   * The answer itself.
   *
   * @throws SinkUnavailableException if it is an error
   */
  static Answer expect(Answer answer, String what) {
    if (!answer.isSuccess()) {
      throw new SinkUnavailableException(
          "OpenSearch did not %s: %s".formatted(what, answer.error()));
    }
    return answer;
  }

  private static JsonNode template(OpenSearchSettings settings, Duration refreshEvery) {
    try (InputStream resource = Indices.class.getResourceAsStream("template.json")) {
      if (resource == null) {
        throw new IllegalStateException("template.json is missing from the jar");
      }
      ObjectNode made = (ObjectNode) Connection.JSON.readTree(resource);
      ((ObjectNode) made.path("settings"))
          .putObject("index")
          .put("number_of_shards", settings.shards())
          .put("number_of_replicas", settings.replicas())
          .put("refresh_interval", refreshEvery.toMillis() + "ms");
      ObjectNode mappings = (ObjectNode) made.path("mappings");
      mappings.putObject("_meta").put("copydesk_format", FORMAT);
      ObjectNode properties = (ObjectNode) mappings.path("properties");
      for (Field field : Field.values()) {
        if (field != Field.ANY) {
          properties.set(field.label(), mapping(field));
        }
      }
      ObjectNode facets = properties.putObject("facet").putObject("properties");
      Field.facets().forEach(field -> facets.putObject(field.label()).put("type", "keyword"));
      ObjectNode template = Connection.JSON.createObjectNode();
      // The longer of two names of which one begins the other is the more particular.
      template.put("priority", 100 + settings.name().length());
      template.putArray("index_patterns").add(settings.name() + "-*");
      template.set("template", made);
      return template;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode mapping(Field field) {
    ObjectNode mapping = Connection.JSON.createObjectNode();
    return switch (field.form()) {
      case PROSE, NAME ->
          mapping
              .put("type", "text")
              .put(
                  "analyzer", field.form() == Field.Form.PROSE ? "copydesk_prose" : "copydesk_name")
              .put("position_increment_gap", 100);
      case UPPER_CODE, LOWER_CODE, CODE -> mapping.put("type", "keyword");
    };
  }
}

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
 * The indices behind the aliases: one that is searched and written to, perhaps one that is built to
 * take its place, and those that others took the place of. Each building from the topic makes a new
 * one under a name that was never used.
 */
final class Indices {

  private static final Logger LOG = LoggerFactory.getLogger(Indices.class);

  /** Raised when documents are made differently; an index of another format is made anew. */
  private static final String FORMAT = "2";

  private static final int NOT_FOUND = 404;
  private static final int BAD_REQUEST = 400;

  private final Connection connection;
  private final OpenSearchSettings settings;
  private final JsonNode template;

  /** What an index is written for. */
  enum Role {
    /** Searched, too. */
    IN_USE,
    /** To take the place of the one in use. */
    SUCCESSOR
  }

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
  String writeAlias(Role role) {
    return settings.name()
        + switch (role) {
          case IN_USE -> "-write";
          case SUCCESSOR -> "-successor";
        };
  }

  /** The alias of what others took the place of. */
  private String keptAlias() {
    return settings.name() + "-kept";
  }

  /**
   * The index that is written to now; makes the first.
   *
   * @throws SettingsException if the alias names what is not Copydesk's
   */
  Current current(Role role) throws IOException {
    Optional<String> name = written(role);
    if (name.isEmpty()) {
      return new Current(create(role, List.of()), true);
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
                  .formatted(settings.name(), writeAlias(role), name.get())));
    }
    return new Current(name.get(), format.asText().equals(FORMAT));
  }

  /** The index that the alias to write by names; empty where there is none. */
  Optional<String> written(Role role) throws IOException {
    List<String> names = named(writeAlias(role));
    if (names.size() > 1) {
      throw new SinkUnavailableException(
          "The alias %s names %d indices: leave one".formatted(writeAlias(role), names.size()));
    }
    return names.stream().findFirst();
  }

  /** Those that others took the place of. */
  List<String> kept() throws IOException {
    return named(keptAlias()).stream().sorted().toList();
  }

  private List<String> named(String alias) throws IOException {
    Answer answer = connection.get("/_alias/" + alias, Map.of());
    return answer.status() == NOT_FOUND
        ? List.of()
        : names(expect(answer, "look up an alias").body());
  }

  /** Leaves the current index and its predecessors for a new, empty one; deletes them. */
  String renew(Role role) throws IOException {
    List<String> before = written(role).stream().toList();
    String index = create(role, before);
    delete(before);
    return index;
  }

  void delete(List<String> indices) throws IOException {
    for (String index : indices) {
      Answer deleted = connection.delete("/" + index);
      if (deleted.status() != NOT_FOUND) {
        expect(deleted, "delete an index");
      }
    }
  }

  /**
   * Keeps every instance from writing to the index in use, and waits for what is under way. It ends
   * with {@link #letWrite}, and is left behind by {@link #takeOver}.
   */
  void letNobodyWrite() throws IOException {
    Optional<String> used = written(Role.IN_USE);
    if (used.isPresent()) {
      expect(
          connection.put("/" + used.get() + "/_block/write", Connection.JSON.createObjectNode()),
          "keep an index from being written to");
    }
  }

  void letWrite() throws IOException {
    Optional<String> used = written(Role.IN_USE);
    if (used.isPresent()) {
      ObjectNode block = Connection.JSON.createObjectNode();
      block.putNull("index.blocks.write");
      expect(connection.put("/" + used.get() + "/_settings", block), "let an index be written to");
    }
  }

  /** Moves the aliases from the index in use to its successor, at once. */
  void takeOver() throws IOException {
    List<String> before = written(Role.IN_USE).stream().toList();
    String successor =
        written(Role.SUCCESSOR)
            .orElseThrow(() -> new SinkUnavailableException("The successor is gone"));
    ArrayNode actions = Connection.JSON.createArrayNode();
    actions
        .addObject()
        .set("remove", alias(successor, writeAlias(Role.SUCCESSOR)).put("must_exist", true));
    before.forEach(old -> actions.addObject().set("add", alias(old, keptAlias())));
    use(successor, before, actions);
    move(actions);
    LOG.info("event=index-taken-over index={} from={}", successor, before);
  }

  private void use(String index, List<String> before, ArrayNode actions) {
    for (String old : before) {
      actions
          .addObject()
          .set("remove", alias(old, writeAlias(Role.IN_USE)).put("must_exist", true));
      actions.addObject().set("remove", alias(old, readAlias()));
    }
    actions
        .addObject()
        .set("add", alias(index, writeAlias(Role.IN_USE)).put("is_write_index", true));
    actions.addObject().set("add", alias(index, readAlias()));
  }

  private void move(ArrayNode actions) throws IOException {
    Answer moved =
        connection.post(
            "/_aliases", Map.of(), Connection.JSON.createObjectNode().set("actions", actions));
    if (moved.status() == NOT_FOUND || moved.status() == BAD_REQUEST) {
      throw new SinkUnavailableException(
          "The aliases of %s were moved by somebody else meanwhile (%s)"
              .formatted(settings.name(), moved.error()));
    }
    expect(moved, "move the aliases");
  }

  private String create(Role role, List<String> before) throws IOException {
    expect(connection.put("/_index_template/" + settings.name(), template), "put its template");
    String index = settings.name() + "-" + UUID.randomUUID().toString().substring(0, 13);
    expect(connection.put("/" + index, Connection.JSON.createObjectNode()), "make an index");
    ArrayNode actions = Connection.JSON.createArrayNode();
    switch (role) {
      case IN_USE -> use(index, before, actions);
      case SUCCESSOR -> {
        for (String old : before) {
          actions.addObject().set("remove", alias(old, writeAlias(role)).put("must_exist", true));
        }
        actions.addObject().set("add", alias(index, writeAlias(role)).put("is_write_index", true));
      }
    }
    try {
      move(actions);
    } catch (SinkUnavailableException e) {
      expect(connection.delete("/" + index), "delete an index that is not used");
      throw e;
    }
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

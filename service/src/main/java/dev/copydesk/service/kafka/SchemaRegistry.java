package dev.copydesk.service.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.copydesk.schema.Topic;
import dev.copydesk.schema.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry that speaks Confluent's REST API: Confluent's own, Apicurio's at {@code
 * /apis/ccompat/v7}, Karapace, Redpanda. The few calls that Copydesk makes need no client library;
 * Maven Central has none.
 */
public final class SchemaRegistry {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Without credentials: it stands in messages. */
  private final URI base;

  private final Optional<String> authorization;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Integer, Schema> schemasById = new ConcurrentHashMap<>();
  private final Map<String, Integer> idsBySubject = new ConcurrentHashMap<>();

  public SchemaRegistry(URI base) {
    this.base = URI.create(withoutCredentials(base).toString().replaceAll("/+$", ""));
    this.authorization =
        Optional.ofNullable(base.getUserInfo())
            .map(user -> user.getBytes(StandardCharsets.UTF_8))
            .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
  }

  /**
   * The id of the topic's value schema, registered if it is not yet.
   *
   * @throws RegistryUnavailableException if the registry does not answer
   * @throws IllegalStateException if the registry refuses the schema as incompatible with what is
   *     registered
   */
  public int idOf(Topic topic) {
    String subject = topic.valueSubject();
    Integer known = idsBySubject.get(subject);
    if (known != null) {
      return known;
    }
    HttpResponse<String> response =
        call(
            request("/subjects/" + encode(subject) + "/versions")
                .POST(
                    HttpRequest.BodyPublishers.ofString(body("schema", topic.value().toString()))));
    if (response.statusCode() == 409 || response.statusCode() == 422) {
      throw new IllegalStateException(
          "The schema registry at %s refuses the schema of %s: %s"
              .formatted(base, subject, response.body()));
    }
    JsonNode id = answer(response).path("id");
    if (!id.isInt()) {
      throw new RegistryUnavailableException(
          "The schema registry at %s gave the schema of %s no id".formatted(base, subject));
    }
    return remember(topic, id.intValue());
  }

  private int remember(Topic topic, int id) {
    idsBySubject.put(topic.valueSubject(), id);
    schemasById.putIfAbsent(id, topic.value());
    return id;
  }

  /**
   * The schema that a record names as its writer's.
   *
   * @throws BadInputException UNKNOWN_SCHEMA if the registry has no such id
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public Schema schema(int id) {
    Schema known = schemasById.get(id);
    if (known != null) {
      return known;
    }
    HttpResponse<String> response = call(request("/schemas/ids/" + id).GET());
    if (response.statusCode() == 404) {
      throw new BadInputException(
          "UNKNOWN_SCHEMA", "The schema registry has no schema with id " + id);
    }
    try {
      Schema schema = new Schema.Parser().parse(answer(response).path("schema").asText());
      schemasById.put(id, schema);
      return schema;
    } catch (SchemaParseException e) {
      throw new BadInputException(
          "UNKNOWN_SCHEMA", "The schema with id " + id + " is not an Avro schema", e);
    }
  }

  /**
   * Registers the schema of every topic that has one and asks for BACKWARD_TRANSITIVE compatibility
   * from then on.
   *
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public void register(Topics topics) {
    for (Topic topic : topics.all()) {
      if (topic.hasRegisteredSchema()) {
        idOf(topic);
        answer(
            call(
                request("/config/" + encode(topic.valueSubject()))
                    .PUT(
                        HttpRequest.BodyPublishers.ofString(
                            body("compatibility", "BACKWARD_TRANSITIVE")))));
      }
    }
  }

  /**
   * What is wrong with the registered schemas, changing nothing: each line names the remedy.
   *
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public List<String> problems(Topics topics) {
    List<String> problems = new ArrayList<>();
    for (Topic topic : topics.all()) {
      if (topic.hasRegisteredSchema()) {
        String subject = topic.valueSubject();
        // Of a subject that it does not have, Apicurio says that everything fits.
        if (call(request("/subjects/" + encode(subject) + "/versions/latest").GET()).statusCode()
            == 404) {
          problems.add(
              "No schema of %s is registered: run copydesk topics create".formatted(subject));
        } else if (!fits(subject, topic)) {
          problems.add(
              "The registered schema of %s does not fit this build's: is another version of Copydesk newer, or the prefix another's?"
                  .formatted(subject));
        }
      }
    }
    return problems;
  }

  private boolean fits(String subject, Topic topic) {
    return answer(
            call(
                request("/compatibility/subjects/" + encode(subject) + "/versions/latest")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            body("schema", topic.value().toString())))))
        .path("is_compatible")
        .asBoolean();
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(TIMEOUT)
            .header("Accept", MEDIA_TYPE)
            .header("Content-Type", MEDIA_TYPE);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  /** The address as it may be shown. */
  static URI withoutCredentials(URI address) {
    return address.getRawUserInfo() == null
        ? address
        : URI.create(address.toString().replace(address.getRawUserInfo() + "@", ""));
  }

  private HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RegistryUnavailableException(
          "The schema registry at " + base + " does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(
          "Interrupted while asking the schema registry at " + base, e);
    }
  }

  private JsonNode answer(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new RegistryUnavailableException(
          "The schema registry at %s answered %d: %s"
              .formatted(base, response.statusCode(), response.body()));
    }
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RegistryUnavailableException(
          "The schema registry at " + base + " did not answer in JSON", e);
    }
  }

  private String body(String field, String value) {
    return json.createObjectNode().put(field, value).toString();
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }
}

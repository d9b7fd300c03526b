package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** {@code asyncapi.yaml} says what the catalogue says. */
class AsyncApiTest {

  private static final Path FILE = Path.of("asyncapi.yaml");
  private static final Map<String, Object> DOCUMENT = read();

  static Stream<Topic> topics() {
    return new Topics().all().stream();
  }

  @Test
  void describesEveryTopicAndNoOther() {
    assertThat(channels().values().stream().map(channel -> at(channel, "address")))
        .containsExactlyInAnyOrderElementsOf(topics().map(Topic::name).toList());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void channelIsTheTopic(Topic topic) {
    Object channel = channelOf(topic);
    Map<String, Object> kafka = map(at(channel, "bindings", "kafka"));

    assertThat(at(channel, "description")).isEqualTo(topic.purpose());
    assertThat(kafka)
        .containsEntry("topic", topic.name())
        .containsEntry("partitions", topic.partitions())
        .containsEntry("bindingVersion", "0.5.0");
    assertThat(kafkaConfig(map(at(kafka, "topicConfiguration"))))
        .containsExactlyInAnyOrderEntriesOf(topic.config());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void messageHasTheTopicsKeyAndSchema(Topic topic) throws IOException {
    Map<String, Object> references = map(at(channelOf(topic), "messages"));
    assertThat(references).as("messages of %s", topic.name()).hasSize(1);
    Object message = resolve(references.values().iterator().next());
    Map<String, Object> kafka = map(at(message, "bindings", "kafka"));

    assertThat(at(kafka, "key", "description")).isEqualTo(topic.key());
    if (!topic.hasRegisteredSchema()) {
      assertThat(map(message)).doesNotContainKey("payload");
      assertThat(kafka).doesNotContainKey("schemaIdLocation");
      return;
    }
    assertThat(kafka)
        .containsEntry("schemaIdLocation", "payload")
        .containsEntry("schemaIdPayloadEncoding", "confluent")
        .containsEntry("schemaLookupStrategy", "TopicNameStrategy");
    assertThat(at(message, "payload", "schemaFormat"))
        .isEqualTo("application/vnd.apache.avro;version=1.12.0");
    String schemaFile = (String) at(message, "payload", "schema", "$ref");
    assertThat(schemaFile).isEqualTo("src/main/avro/" + topic.value().getName() + ".avsc");
    assertThat(Files.readString(Path.of(schemaFile)))
        .contains("\"name\": \"" + topic.value().getName() + "\"");
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = references(DOCUMENT).toList();
    assertThat(references).isNotEmpty();
    assertThat(references)
        .allSatisfy(
            reference -> {
              if (reference.startsWith("#/")) {
                assertThat(resolve(Map.of("$ref", reference))).isNotNull();
              } else {
                assertThat(Path.of(reference)).isRegularFile();
              }
            });
  }

  @Test
  void everyTopicHasAnOperationThatWritesIt() {
    assertThat(
            map(at(DOCUMENT, "operations")).values().stream()
                .filter(operation -> "send".equals(at(operation, "action")))
                .map(operation -> at(resolve(at(operation, "channel")), "address")))
        .containsAll(topics().map(Topic::name).toList());
  }

  private static Map<String, Object> read() {
    try {
      return map(new Yaml().load(Files.readString(FILE)));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Map<String, Object> channels() {
    return map(at(DOCUMENT, "channels"));
  }

  private static Object channelOf(Topic topic) {
    return channels().values().stream()
        .filter(channel -> topic.name().equals(at(channel, "address")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no channel has the address " + topic.name()));
  }

  /** AsyncAPI has numbers and lists where Kafka has strings. */
  private static Map<String, String> kafkaConfig(Map<String, Object> binding) {
    Map<String, String> config = new TreeMap<>();
    binding.forEach(
        (name, value) ->
            config.put(
                name,
                value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value)));
    return config;
  }

  private static Object resolve(Object reference) {
    String pointer = (String) at(reference, "$ref");
    return at(DOCUMENT, Arrays.copyOfRange(pointer.split("/", -1), 1, pointer.split("/").length));
  }

  private static Stream<String> references(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().flatMap(AsyncApiTest::references);
    }
    if (node instanceof Map<?, ?> object) {
      return object.get("$ref") instanceof String reference
          ? Stream.of(reference)
          : object.values().stream().flatMap(AsyncApiTest::references);
    }
    return Stream.empty();
  }

  private static Object at(Object node, String... path) {
    Object here = node;
    for (String name : path) {
      here =
          Objects.requireNonNull(
              map(here).get(name), () -> "no " + name + " in " + String.join(".", path));
    }
    return here;
  }

  @SuppressWarnings("unchecked") // YAML mappings of this file have string keys
  private static Map<String, Object> map(Object node) {
    assertThat(node).isInstanceOf(Map.class);
    return (Map<String, Object>) node;
  }
}

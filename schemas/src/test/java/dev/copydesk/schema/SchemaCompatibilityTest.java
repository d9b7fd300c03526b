package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Today's schemas read what any release wrote: BACKWARD_TRANSITIVE, as the registry asks, but known
 * before anything is deployed. The folder's README says how a release is added.
 */
class SchemaCompatibilityTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");

  @TestFactory
  Stream<DynamicTest> readsEverythingEverReleased() {
    Map<String, Schema> current = currentSchemas();
    return releases().stream()
        .flatMap(release -> children(release).stream())
        .map(
            file ->
                dynamicTest(
                    RELEASED.relativize(file).toString(),
                    () -> {
                      Schema released = new Schema.Parser().parse(Files.readString(file));
                      assertThat(current)
                          .as("a released schema is never dropped")
                          .containsKey(released.getName());
                      var result =
                          SchemaCompatibility.checkReaderWriterCompatibility(
                              current.get(released.getName()), released);
                      assertThat(result.getType())
                          .as(result.getDescription())
                          .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
                    }));
  }

  @Test
  void everyReleaseIsComplete() {
    assertThat(releases()).isNotEmpty();
    assertThat(children(RELEASED.resolve("1")))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder(
            "DeadLetterState.avsc",
            "EnrichedArticle.avsc",
            "FileReceipt.avsc",
            "RawArticle.avsc",
            "ReplayProgress.avsc");
  }

  /** The check itself has teeth: a new field without a default cannot be read from old records. */
  @Test
  void aFieldWithoutDefaultWouldBeCaught() {
    Schema written =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"}]}\
                """);
    Schema reader =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "R", "fields": [{"name": "a", "type": "string"},
                  {"name": "b", "type": "string"}]}\
                """);
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, written).getType())
        .isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
  }

  /** Not a check: writes today's schemas down as a release, run by hand when one is made. */
  @Test
  @EnabledIfSystemProperty(named = "copydesk.release", matches = "[0-9]+")
  void writesTheSchemasOfARelease() throws IOException {
    Path folder = RELEASED.resolve(System.getProperty("copydesk.release"));
    assertThat(folder).as("a release is never rewritten").doesNotExist();
    Files.createDirectories(folder);
    for (Schema schema : currentSchemas().values()) {
      Files.writeString(folder.resolve(schema.getName() + ".avsc"), schema.toString(true) + "\n");
    }
  }

  /** By simple name, since a new major version changes the namespace and is a new topic's. */
  private static Map<String, Schema> currentSchemas() {
    Map<String, Schema> byName = new TreeMap<>();
    for (Topic topic : new Topics().all()) {
      if (topic.hasRegisteredSchema()) {
        byName.put(topic.value().getName(), topic.value());
      }
    }
    return byName;
  }

  private static List<Path> releases() {
    return children(RELEASED).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("released schemas unreadable: " + folder, e);
    }
  }
}

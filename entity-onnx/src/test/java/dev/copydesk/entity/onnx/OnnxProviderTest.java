package dev.copydesk.entity.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.annotator.entity.EnglishEntityTagger;
import dev.copydesk.annotator.entity.NameFinder;
import dev.copydesk.annotator.entity.NameFinderProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxProviderTest {
  private NameFinder finder = _ -> List.of();

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    TinyModel.write(
        folder,
        Map.of(
            "Maria", "B-PER",
            "Lindqvist", "I-PER",
            "Okello", "B-PER",
            "Harbour", "B-ORG",
            "Board", "I-ORG",
            "Oslo", "B-LOC",
            "Lima", "B-LOC"));
    finder = provider().open(folder.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Maria Lindqvist left the Harbour Board.  | Maria Lindqvist=PERSON; Harbour Board=ORGANIZATION
          Maria Okello                             | Maria=PERSON; Okello=PERSON
          Oslo Lima                                | Oslo=LOCATION; Lima=LOCATION
          Lindqvist said                           | Lindqvist=PERSON
          😀 from Lima’s port                      | Lima=LOCATION
          one two three four five six seven eight nine ten eleven twelve thirteen. Maria Lindqvist of Oslo left, they said | Maria Lindqvist=PERSON; Oslo=LOCATION
          nothing here                             |
          """)
  void findsNamesByCharacters(String text, String expected) {
    assertThat(
            finder.names(text).stream()
                .map(name -> text.substring(name.start(), name.end()) + "=" + name.type())
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void hasTheSameSurroundingsAsTheBuiltinTagger() {
    assertThat(
            new EnglishEntityTagger(finder)
                    .tag(null, "Kenyan Minister Maria Lindqvist left.\n\nLindqvist flew to Lima.")
                    .stream()
                    .map(e -> e.getName() + "=" + e.getType())
                    .collect(Collectors.joining("; ")))
        .isEqualTo("Kenyan=NORP; Maria Lindqvist=PERSON; Maria Lindqvist=PERSON; Lima=LOCATION");
  }

  @Test
  void saysWhatAFolderLacks(@TempDir Path empty) throws IOException {
    assertThatThrownBy(() -> provider().open(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("enrich.entities.model");
    assertThatThrownBy(() -> provider().open(empty.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model.onnx");
    TinyModel.write(empty, Map.of("Oslo", "B-LOC"));
    Files.writeString(empty.resolve("config.json"), "{\"id2label\": {\"0\": \"NICE\"}}");
    assertThatThrownBy(() -> provider().open(empty.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id2label");
    TinyModel.write(empty, Map.of("Oslo", "B-LOC"));
    Files.writeString(empty.resolve("model.onnx"), "no model");
    assertThatThrownBy(() -> provider().open(empty.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used");
  }

  private static NameFinderProvider provider() {
    return ServiceLoader.load(NameFinderProvider.class).findFirst().orElseThrow();
  }
}

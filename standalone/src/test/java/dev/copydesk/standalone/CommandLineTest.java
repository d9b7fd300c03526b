package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.copydesk.annotator.entity.NameFinderProvider;
import dev.copydesk.standalone.command.KnownSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... arguments) {
    return Copydesk.commandLine(environment, InstantSource.system())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "nonsense",
    "topics",
    "annotate",
    "search",
    "up --nonsense",
    "tail no.such.topic",
    "tail --max-messages many",
    "files --state lost",
    "files retry",
    "files retry --all a.txt",
    "replay",
    "replay --to-earliest --to-datetime 2026-11-22",
    "replay --to-datetime yesterday",
    "replay --to-earliest --dry-run --execute",
    "replay --to-earliest --to-offset 5",
    "replay --by-duration -PT1H",
    "replay --to-earliest --rate 0",
    "replay --ids a --query b",
    "replay --to-earliest --target topic",
    "replay --to-earliest --topic elsewhere",
    "replay --to-earliest --drop-old",
    "replay --target index --to-earliest",
    "replay --target index --drop-old --cancel",
    "replay --where pipeline.version>1",
    "replay --where text.color=red",
    "replay resume",
    "dlq",
    "dlq show",
    "dlq retry",
    "dlq retry --all 0-1",
    "dlq drop",
    "dlq export"
  })
  void wrongUseEndsWith64(String line) {
    int status = run(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(status).as(err.toString()).isEqualTo(64);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheOptionThatAMisspeltOneMeansAndNoOther() {
    run(Map.of(), "up", "--ingest-wach=x");

    assertThat(err.toString())
        .contains("Did you mean: --ingest-watch?")
        .doesNotContain("--ingest-feed");
  }

  @Test
  void anAddressThatIsNoneIsAWrongSetting() {
    assertThat(run(Map.of(), "search", "--url", "http:foo", "quake")).isEqualTo(78);
    assertThat(err.toString()).contains("url is \"http:foo\"", "such as http://");
  }

  @Test
  void reportsAllWrongSettingsAtOnceWithTheNearestKey() {
    int status =
        run(
            Map.of("COPYDESK_TOPICS_PREFX", "x"),
            "up",
            "--set",
            "ingest.wach=/tmp",
            "--kafka-port",
            "70000",
            "--enrich-threads",
            "none");

    assertThat(status).isEqualTo(78);
    assertThat(err.toString())
        .contains("ingest.wach", "did you mean ingest.watch?")
        .contains("COPYDESK_TOPICS_PREFX", "did you mean COPYDESK_TOPICS_PREFIX?")
        .contains("kafka.port is \"70000\"")
        .contains("enrich.threads is \"none\"");
  }

  @Test
  void validateSaysWhatIsWrongAndStartsNothing() {
    assertThat(run(Map.of(), "validate")).isZero();
    assertThat(run(Map.of("COPYDESK_INGEST_AT_REST", "0s"), "validate")).isEqualTo(78);
    assertThat(err.toString()).contains("ingest.at-rest");
  }

  @Test
  void everyCommandHasHelp() {
    CommandLine root = Copydesk.commandLine(Map.of(), InstantSource.system());
    root.getSubcommands()
        .keySet()
        .forEach(
            name -> {
              assertThat(run(Map.of(), name, "--help")).as(name).isZero();
              assertThat(out.toString()).contains("Usage: copydesk " + name);
            });
  }

  @Test
  void aMissingIndexEndsWith69() {
    assertThat(run(Map.of(), "search", "--url", "http://127.0.0.1:1", "word")).isEqualTo(69);
  }

  @Test
  void aMissingFileEndsWith74() {
    assertThat(run(Map.of(), "annotate", "/no/such/file")).isEqualTo(74);
  }

  @ParameterizedTest
  @ValueSource(strings = {"corenlp", "onnx"})
  void aTaggerWhoseModuleIsNotThereEndsWith78(String tagger, @TempDir Path folder)
      throws IOException {
    assumeThat(ServiceLoader.load(NameFinderProvider.class))
        .extracting(NameFinderProvider::tagger)
        .doesNotContain(tagger);
    Path article = Files.writeString(folder.resolve("a.txt"), "Maria Lindqvist flew to Oslo.");

    int status =
        run(
            Map.of(),
            "annotate",
            "--enrich-entities-tagger",
            tagger,
            "--enrich-entities-model",
            folder.toString(),
            article.toString());

    assertThat(status).isEqualTo(78);
    assertThat(err.toString())
        .contains("enrich.entities.tagger is \"" + tagger + "\"")
        .contains("./mvnw -P" + tagger);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theOnnxTaggerNeedsAFolder() {
    assertThat(run(Map.of("COPYDESK_ENRICH_ENTITIES_TAGGER", "onnx"), "annotate", "."))
        .isEqualTo(78);
    assertThat(err.toString()).contains("enrich.entities.model must name");
  }

  @Test
  void settingsAreKnownOnceEach() {
    assertThat(KnownSettings.ALL).extracting("key").doesNotHaveDuplicates();
  }
}

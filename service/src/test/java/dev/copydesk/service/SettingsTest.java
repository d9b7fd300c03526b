package dev.copydesk.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Setting WATCH = new Setting("ingest.watch", "./inbox", "Folder.");
  private static final Setting AT_REST = new Setting("ingest.at-rest", "500ms", "Time.");
  private static final Setting LIMIT = new Setting("ingest.max-bytes", "8MiB", "Size.");
  private static final Setting THREADS = new Setting("enrich.threads", "2", "Threads.");
  private static final List<Setting> KNOWN = List.of(WATCH, AT_REST, LIMIT, THREADS);

  @Test
  void flagBeatsEnvironmentBeatsFileBeatsDefault(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("copydesk.properties");
    Files.writeString(file, "ingest.watch=/file\ningest.at-rest=1s\nenrich.threads=3\n");
    Settings settings =
        new Settings(
            KNOWN,
            Map.of("ingest.watch", "/flag"),
            Map.of(
                "COPYDESK_INGEST_WATCH",
                "/environment",
                "COPYDESK_INGEST_AT_REST",
                "2s",
                "PATH",
                "/bin"),
            file);

    assertThat(settings.path(WATCH)).isEqualTo(Path.of("/flag"));
    assertThat(settings.duration(AT_REST)).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.integer(THREADS, 1, 9)).isEqualTo(3);
    assertThat(settings.bytes(LIMIT)).isEqualTo(8 * 1024 * 1024);
    settings.check();
  }

  @Test
  void allProblemsAreReportedAtOnceEachWithItsRemedy() {
    Settings settings =
        new Settings(
            KNOWN,
            Map.of("ingest.wach", "/x", "enrich.threads", "0"),
            Map.of("COPYDESK_INGEST_AT_REST", "soon", "COPYDESK_INGEST_WATHC", "/y"),
            null);
    settings.integer(THREADS, 1, 9);
    settings.duration(AT_REST);

    SettingsException problems = catchThrowableOfType(SettingsException.class, settings::check);

    assertThat(problems.problems())
        .containsExactlyInAnyOrder(
            "ingest.wach, given on the command line, is not a setting; did you mean ingest.watch?",
            "COPYDESK_INGEST_WATHC, given in the environment, is not a setting; did you mean"
                + " COPYDESK_INGEST_WATCH?",
            "enrich.threads is \"0\" on the command line, but must be a whole number from 1 to 9",
            "ingest.at-rest is \"soon\" in the environment as COPYDESK_INGEST_AT_REST, but must be"
                + " a time such as 200ms, 10s or 5m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:8080", "http:registry", "http://", "ftp://host", "http://a b", ""})
  void whatIsNoAddressIsAProblemThatShowsNoPassword(String text) {
    Setting url = new Setting("url", "http://127.0.0.1:8080", "Address.");
    String secret = text.replace("//", "//user:secret@");
    Settings settings = new Settings(List.of(url), Map.of("url", secret), Map.of(), null);

    assertThat(settings.address(url)).isEqualTo(URI.create("http://127.0.0.1:8080"));
    assertThat(catchThrowableOfType(SettingsException.class, settings::check))
        .hasMessage(
            "url is \"%s\" on the command line, but must be an address such as".formatted(text)
                + " http://127.0.0.1:8080");
  }

  @Test
  void severalAddressesAreWrittenWithCommas() {
    Setting url = new Setting("url", "http://127.0.0.1:8080", "Address.");
    Settings settings =
        new Settings(List.of(url), Map.of("url", "http://a:1, https://b/x"), Map.of(), null);

    assertThat(settings.addresses(url))
        .containsExactly(URI.create("http://a:1"), URI.create("https://b/x"));
    settings.check();
  }

  @Test
  void aFileThatCannotBeReadIsAProblemThatNamesIt(@TempDir Path folder) {
    Path missing = folder.resolve("nowhere.properties");
    Settings settings = new Settings(KNOWN, Map.of(), Map.of(), missing);

    assertThat(catchThrowableOfType(SettingsException.class, settings::check))
        .hasMessageContaining(missing.toString());
  }

  @Test
  void theLauncherMayKeepVariablesOfItsOwn() {
    new Settings(KNOWN, Map.of(), Map.of("COPYDESK_JAVA_OPTS", "-Xmx1g"), null).check();
  }

  @ParameterizedTest
  @CsvSource({"200ms,PT0.2S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "3d,PT72H", "PT1M,PT1M"})
  void readsTimes(String text, Duration time) {
    assertThat(new Settings(KNOWN, Map.of(AT_REST.key(), text), Map.of(), null).duration(AT_REST))
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"512,512", "64KiB,65536", "8 MiB,8388608", "1GiB,1073741824"})
  void readsSizes(String text, long bytes) {
    assertThat(new Settings(KNOWN, Map.of(LIMIT.key(), text), Map.of(), null).bytes(LIMIT))
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"-1", "8MB", "lots", "9999999999GiB", "''"})
  void refusesWhatIsNoSize(String text) {
    Settings settings = new Settings(KNOWN, Map.of(LIMIT.key(), text), Map.of(), null);
    settings.bytes(LIMIT);
    assertThat(catchThrowableOfType(SettingsException.class, settings::check))
        .hasMessageContaining("ingest.max-bytes");
  }
}

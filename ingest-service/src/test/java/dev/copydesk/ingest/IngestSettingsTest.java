package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.archive.ArchiveLimits;
import dev.copydesk.ingest.publish.OnDone;
import dev.copydesk.ingest.watch.FileOrder;
import dev.copydesk.service.Settings;
import dev.copydesk.service.SettingsException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestSettingsTest {

  private static Settings given(Map<String, String> values) {
    return new Settings(IngestSettings.SETTINGS, values, Map.of(), null);
  }

  @Test
  void nothingIsTakenWithoutRestOrForNothing() {
    Settings settings = given(Map.of());
    IngestSettings ingest = IngestSettings.from(settings);
    settings.check();
    assertThat(ingest.watched().atRest()).isEqualTo(Duration.ofMillis(500));
    assertThat(ingest.watched().order()).isEqualTo(FileOrder.OLDEST);
    assertThat(ingest.watched().marker()).isEmpty();
    assertThat(ingest.onDone()).isEqualTo(OnDone.MOVE);
  }

  @Test
  void readsWhatIsGiven() {
    Settings settings =
        given(
            Map.of(
                "ingest.order", "newest",
                "ingest.marker", ".ready",
                "ingest.on-done", "keep"));
    IngestSettings ingest = IngestSettings.from(settings);
    settings.check();
    assertThat(ingest.watched().order()).isEqualTo(FileOrder.NEWEST);
    assertThat(ingest.watched().marker()).hasValue(".ready");
    assertThat(ingest.onDone()).isEqualTo(OnDone.KEEP);
  }

  @ParameterizedTest
  @CsvSource({
    "ingest.at-rest, 0ms",
    "ingest.at-rest, 49ms",
    "ingest.rescan, 0s",
    "ingest.order, random",
    "ingest.on-done, forget",
    "ingest.marker, /",
    "ingest.marker, a/b",
  })
  void refusesWhatWouldLoseFiles(String key, String value) {
    Settings settings = given(Map.of(key, value));
    IngestSettings.from(settings);
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(key);
  }

  @Test
  void limitsAreThoseOfEveryOtherReaderUnlessTheyAreSet() {
    assertThat(IngestSettings.from(given(Map.of())).limits()).isEqualTo(FormatLimits.DEFAULT);
  }

  @Test
  void everyLimitIsASetting() {
    Settings settings =
        given(
            Map.of(
                "ingest.max-file", "1KiB",
                "ingest.max-article", "2KiB",
                "ingest.max-line", "3KiB",
                "ingest.max-unpacked", "4KiB",
                "ingest.max-ratio", "5",
                "ingest.max-entries", "6",
                "ingest.max-nesting", "7"));
    FormatLimits limits = IngestSettings.from(settings).limits();
    settings.check();
    assertThat(limits)
        .isEqualTo(new FormatLimits(1024, 2048, 3072, new ArchiveLimits(4096, 5, 6, 7)));
  }

  @Test
  void limitsThatTakeNothingAreRefused() {
    Settings settings =
        given(
            Map.of(
                "ingest.max-unpacked", "0",
                "ingest.max-ratio", "0",
                "ingest.max-entries", "-1",
                "ingest.max-nesting", "many"));
    IngestSettings.from(settings);
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "ingest.max-unpacked", "ingest.max-ratio", "ingest.max-entries", "ingest.max-nesting");
  }
}

package dev.copydesk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.ingest.format.FormatLimits;
import dev.copydesk.ingest.format.archive.ArchiveLimits;
import dev.copydesk.service.Settings;
import dev.copydesk.service.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestSettingsTest {

  @Test
  void limitsAreThoseOfEveryOtherReaderUnlessTheyAreSet() {
    assertThat(IngestSettings.from(settings(Map.of())).limits()).isEqualTo(FormatLimits.DEFAULT);
  }

  @Test
  void everyLimitIsASetting() {
    Settings settings =
        settings(
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
        settings(
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

  private static Settings settings(Map<String, String> given) {
    return new Settings(IngestSettings.SETTINGS, given, Map.of(), null);
  }
}

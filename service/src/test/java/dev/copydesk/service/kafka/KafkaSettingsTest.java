package dev.copydesk.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

  @Test
  void theRegistryIsShownWithoutTheCredentialsThatItIsAskedWith(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("credentials"), "desk:secret\n");
    Settings given =
        new Settings(
            KafkaSettings.SETTINGS,
            Map.of(
                "schema.registry.url",
                "https://registry:8081/v7",
                "schema.registry.credentials.file",
                file.toString()),
            Map.of(),
            null);
    KafkaSettings settings = KafkaSettings.from(given);
    given.check();

    assertThat(settings.schemaRegistry())
        .isEqualTo(URI.create("https://desk:secret@registry:8081/v7"));
    assertThat(settings.shownRegistry()).isEqualTo(URI.create("https://registry:8081/v7"));
    assertThat(settings.toString()).doesNotContain("secret");
  }
}

package dev.copydesk.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTokenTest {

  private static final HttpSettings LOOPBACK = new HttpSettings("127.0.0.1", 8080);

  @TempDir private Path data;

  @Test
  void isMadeOnceForTheOwnerAloneAndFoundByCommands() throws IOException {
    HttpSettings complete = LocalToken.complete(LOOPBACK, data);
    assertThat(complete.token().orElseThrow()).hasSize(64);
    assertThat(LocalToken.complete(LOOPBACK, data)).isEqualTo(complete);
    assertThat(Files.getPosixFilePermissions(data.resolve("http.token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(LocalToken.of(settings(Map.of()))).isEqualTo(complete.token());
    assertThat(LocalToken.of(settings(Map.of("http.token", "a-token-of-the-users"))))
        .contains("a-token-of-the-users");
  }

  @Test
  void isMadeAnewWhereItWasCutShort() throws IOException {
    Files.createFile(data.resolve("http.token"));
    assertThat(LocalToken.of(settings(Map.of()))).isEmpty();
    assertThat(LocalToken.complete(LOOPBACK, data).token().orElseThrow()).hasSize(64);
  }

  @Test
  void isNotMadeForOthersThanThisMachineNorInsteadOfTheUsers() {
    HttpSettings open = new HttpSettings("0.0.0.0", 8080);
    assertThat(LocalToken.complete(open, data)).isEqualTo(open);
    HttpSettings set = new HttpSettings("127.0.0.1", 8080, Optional.of("a-token-of-the-users"));
    assertThat(LocalToken.complete(set, data)).isEqualTo(set);
    assertThat(data).isEmptyDirectory();
  }

  private Settings settings(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.put("data", data.toString());
    return new Settings(KnownSettings.ALL, all, Map.of(), null);
  }
}

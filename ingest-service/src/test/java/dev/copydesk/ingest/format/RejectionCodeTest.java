package dev.copydesk.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RejectionCodeTest {

  @ParameterizedTest
  @EnumSource
  void isDocumentedInItsOwnWords(RejectionCode code) throws IOException {
    Path errors = Path.of(System.getProperty("copydesk.root"), "docs", "errors.md");
    assertThat(Files.readString(errors))
        .contains("| `%s` | %s. | %s. |".formatted(code, code.reason(), code.remedy()));
  }
}

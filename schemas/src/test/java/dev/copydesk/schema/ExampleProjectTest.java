package dev.copydesk.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The project that downstream apps copy stands outside the build, and must keep up with it. */
class ExampleProjectTest {

  @Test
  void hasTheVersionsOfTheBuild() throws IOException {
    String build = Files.readString(Path.of("../pom.xml"));
    String example = Files.readString(Path.of("examples/java/pom.xml"));

    assertThat(version(example, "copydesk-schemas"))
        .isEqualTo(between(build, "<artifactId>copydesk</artifactId>", "<version>", "</version>"));
    assertThat(version(example, "kafka-clients"))
        .isEqualTo(between(build, "<kafka.version>", "", "</kafka.version>"));
  }

  private static String version(String pom, String artifact) {
    return between(pom, "<artifactId>" + artifact + "</artifactId>", "<version>", "</version>");
  }

  private static String between(String text, String after, String begin, String end) {
    int place = text.indexOf(begin, text.indexOf(after) + after.length()) + begin.length();
    return text.substring(place, text.indexOf(end, place));
  }
}

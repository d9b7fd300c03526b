package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The distribution as it is handed on. */
class DistributionIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("copydesk.root"), "standalone", "target", "copydesk");

  @Test
  void theBillOfMaterialsNamesEveryJarWithItsLicenceAndSum() throws Exception {
    JsonNode bill = new ObjectMapper().readTree(DISTRIBUTION.resolve("sbom.json").toFile());
    List<JsonNode> components = bill.path("components").valueStream().toList();
    List<String> named =
        components.stream()
            .map(c -> c.path("name").asText() + "-" + c.path("version").asText() + ".jar")
            .toList();
    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      assertThat(
              jars.map(jar -> jar.getFileName().toString())
                  .filter(jar -> !jar.startsWith("copydesk-standalone-")))
          .isNotEmpty()
          .allSatisfy(jar -> assertThat(named).anyMatch(jar::equals));
    }
    assertThat(components)
        .allSatisfy(
            component -> {
              assertThat(component.path("licenses")).isNotEmpty();
              assertThat(component.path("hashes")).isNotEmpty();
            });
  }
}

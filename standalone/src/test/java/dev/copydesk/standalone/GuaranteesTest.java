package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that {@code docs/guarantees.md} names as proofs. */
class GuaranteesTest {

  private static final Path ROOT = Path.of("..");
  private static final String PACKAGES = "dev/copydesk/";
  private static final Pattern PROOF =
      Pattern.compile("`([a-z.]+\\.[A-Z]\\w+(?:Test|IT))(?:#(\\w+))?`");

  @Test
  void everyProofIsATestThatExists() throws IOException {
    Map<String, Path> tests = tests();
    String document = Files.readString(ROOT.resolve("docs/guarantees.md"));
    Matcher proof = PROOF.matcher(document);
    int proofs = 0;
    while (proof.find()) {
      proofs++;
      assertThat(tests).as("test classes").containsKey(proof.group(1));
      if (proof.group(2) != null) {
        assertThat(Files.readString(tests.get(proof.group(1))))
            .as(proof.group())
            .containsPattern(
                "(?s)@(Test|ParameterizedTest|RepeatedTest)\\b(?:(?!\\bvoid\\b).)*+void "
                    + proof.group(2)
                    + "\\(");
      }
    }
    assertThat(proofs).isGreaterThan(30);
    assertThat(document.lines().filter(line -> line.startsWith("| ") && line.contains("`#")))
        .as("proofs with neither class nor package")
        .isEmpty();
    assertThat(
            Stream.of(document.split("\n\n"))
                .filter(block -> block.startsWith("| promise"))
                .flatMap(String::lines)
                .filter(line -> line.startsWith("| ") && !line.startsWith("| promise"))
                .filter(line -> !PROOF.matcher(line).find()))
        .as("promises without a proof")
        .isEmpty();
  }

  /** By name without {@code dev.copydesk.}. */
  private static Map<String, Path> tests() throws IOException {
    Map<String, Path> tests = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("src/test/java"))).toList()) {
        Path source = module.resolve("src/test/java/" + PACKAGES);
        try (Stream<Path> files = Files.walk(source)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .forEach(
                  file ->
                      tests.put(
                          source.relativize(file).toString().replace(".java", "").replace('/', '.'),
                          file));
        }
      }
    }
    return tests;
  }
}

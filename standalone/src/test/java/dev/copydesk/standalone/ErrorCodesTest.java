package dev.copydesk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md lists every code that the sources raise; ingest holds its own to its enum. */
class ErrorCodesTest {

  private static final Path ROOT = Path.of(System.getProperty("copydesk.root"));

  /** A code is the first argument, in capitals, of what is raised, refused or answered. */
  private static final Pattern RAISED =
      Pattern.compile(
          "(?:\\w*Exception|Unreadable|Refused|Problem)\\(\\s*(?:\\w+,"
              + " )?\"([A-Z]{2,}(?:_[A-Z]+)*)\"");

  private static final Pattern LISTED = Pattern.compile("^\\| `([A-Z_]+)`", Pattern.MULTILINE);

  @Test
  void everyCodeRaisedIsDocumented() throws IOException {
    Set<String> listed =
        LISTED
            .matcher(Files.readString(ROOT.resolve("docs/errors.md")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> raised =
        Stream.of("service", "annotator", "enrich-service", "index-service")
            .flatMap(module -> sources(ROOT.resolve(module).resolve("src/main/java")).stream())
            .flatMap(source -> RAISED.matcher(source).results().map((MatchResult m) -> m.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(raised)
        .contains("NOT_AVRO", "EMPTY", "BAD_CURSOR", "NO_SUCH_ARTICLE", "KEY_MISMATCH");
    assertThat(listed).containsAll(raised);
  }

  private static List<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(ErrorCodesTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

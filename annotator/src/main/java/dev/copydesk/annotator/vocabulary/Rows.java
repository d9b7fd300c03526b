package dev.copydesk.annotator.vocabulary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads vocabularies, which are data and not code. */
public final class Rows {

  private Rows() {}

  /**
   * Tab-separated rows of a resource; lines that start with '#' are comments.
   *
   * @param beside the class that the resource lies beside
   */
  public static List<List<String>> of(Class<?> beside, String resource) {
    InputStream file = Objects.requireNonNull(beside.getResourceAsStream(resource), resource);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isEmpty())
          .map(line -> List.of(line.split("\t", -1)))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(resource + " of this jar", broken);
    }
  }
}

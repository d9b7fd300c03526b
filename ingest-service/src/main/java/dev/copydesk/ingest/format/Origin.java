package dev.copydesk.ingest.format;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Where and when a file was found.
 *
 * @param feed name of the watched folder; scopes the identifiers of the source
 * @param path of the file below the watched folder, '/' as separator; {@code -} for a stream
 *     without a name, whose format is told by its content alone
 * @param arrived when it was taken
 */
public record Origin(String feed, String path, Instant arrived) {

  static final String UNNAMED = "-";

  private static final int LONGEST_LABEL = 500;

  /**
   * A file in an archive here.
   *
   * @param name as the archive gives it: the parts that lead up or to a root are left out, since
   *     somebody downstream might take the path for one
   */
  Origin inside(String name) {
    if (isUnnamed() && name.equals(UNNAMED)) {
      return this;
    }
    String label =
        Arrays.stream(name.replace('\\', '/').split("/"))
            .map(part -> part.replaceAll("\\p{Cntrl}", "").strip())
            .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
            .collect(Collectors.joining("/"));
    String end = label.substring(Math.max(0, label.length() - LONGEST_LABEL));
    return new Origin(feed, path + "!/" + end, arrived);
  }

  /** Whether it is a stream without a name. */
  boolean isUnnamed() {
    return path.equals(UNNAMED);
  }

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

package dev.copydesk.ingest.format;

import java.time.Instant;

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

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

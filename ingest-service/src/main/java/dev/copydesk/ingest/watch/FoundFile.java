package dev.copydesk.ingest.watch;

import java.nio.file.Path;

/**
 * A complete file.
 *
 * @param path where it lies
 * @param name its path below the watched folder, '/' as separator
 * @param stamp as it was when complete; a file with another is another file
 */
public record FoundFile(Path path, String name, FileStamp stamp) {

  private static final int COMMON_LENGTH = 256;

  /** Of what may be remembered at a time: most files take one, those with very long names more. */
  int weight() {
    return 1 + name.length() / COMMON_LENGTH;
  }
}

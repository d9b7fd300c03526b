package dev.copydesk.bench;

import java.io.IOException;
import java.nio.file.Path;

/** Where a benchmark's articles come from: as many as it wants, no two the same. */
@FunctionalInterface
interface Corpus {

  /** Writes one file into a folder that is not watched. */
  Path write(Path folder, int number) throws IOException;
}

package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.FileBytes;
import dev.copydesk.ingest.format.bytes.Head;

/** A kind of file that holds articles. */
non-sealed interface ArticleFormat extends Format {

  /**
   * Reads the items of a file that is not blank.
   *
   * @param in from the first byte; the reader closes it
   */
  ItemReader read(FileBytes in, Head head, Origin origin, FormatLimits limits);
}

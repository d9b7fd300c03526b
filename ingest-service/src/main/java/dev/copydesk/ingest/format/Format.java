package dev.copydesk.ingest.format;

import java.io.InputStream;
import java.util.Set;

/** A kind of file that articles come in. */
interface Format {

  /** Media type of the file. */
  String mediaType();

  /** Suffixes of file names, in lower case without the dot, that announce this format. */
  Set<String> suffixes();

  /** Whether a file that begins so is of this format, whatever its name. */
  boolean recognises(Head head);

  /**
   * Reads the items of a file that is not blank.
   *
   * @param in from the first byte; the reader closes it
   */
  ItemReader read(InputStream in, Head head, Origin origin, FormatLimits limits);
}

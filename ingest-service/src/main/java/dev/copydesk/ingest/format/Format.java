package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.bytes.Head;
import java.util.Set;

/** A kind of file that articles come in. */
sealed interface Format permits ArticleFormat, ArchiveFormat {

  /** Media type of the file. */
  String mediaType();

  /** Suffixes of file names, in lower case without the dot, that announce this format. */
  Set<String> suffixes();

  /** Whether a file that begins so is of this format, whatever its name. */
  boolean recognises(Head head);
}

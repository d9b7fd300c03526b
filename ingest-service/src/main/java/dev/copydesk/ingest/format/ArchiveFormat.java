package dev.copydesk.ingest.format;

import dev.copydesk.ingest.format.archive.Archive;
import dev.copydesk.ingest.format.bytes.Head;
import java.util.Set;

/** A kind of file that holds files. */
record ArchiveFormat(Archive archive) implements Format {

  @Override
  public String mediaType() {
    return archive.mediaType();
  }

  @Override
  public Set<String> suffixes() {
    return archive.suffixes();
  }

  @Override
  public boolean recognises(Head head) {
    return archive.recognises(head);
  }
}

package dev.copydesk.ingest.format.archive;

import dev.copydesk.ingest.format.bytes.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** One file in gzip, in one member or, as WARCs have it, in many. */
final class GzipFile implements Archive {

  @Override
  public String mediaType() {
    return "application/gzip";
  }

  @Override
  public Set<String> suffixes() {
    return Set.of("gz", "tgz");
  }

  @Override
  public boolean recognises(Head head) {
    return head.latin1().startsWith("\037\213\b");
  }

  @Override
  public boolean isSingle() {
    return true;
  }

  @Override
  public Entries entries(InputStream in, String name) throws IOException {
    return new SingleEntry(new GzipCompressorInputStream(in, true), SingleEntry.inner(name));
  }
}
